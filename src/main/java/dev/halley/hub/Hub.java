package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.auth.Permissions;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.message.Draft;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The clients of this node: opens deliveries to them, wakes these when a log has grown, ends them
 * when their time is over. All methods may be called from any thread and none waits, but {@link
 * #close}, and {@link #open} where the record of a guest's session is not in memory any more.
 */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Hub.class.getName());

  private static final long EARLY_SWEEP_MILLIS = 500;

  private final Broker broker;
  private final Permissions permissions;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final HubEvents events;
  private final Deadlines deadlines;
  private final Watchers watchers;
  private final Readers readers;
  private final Waves waves;
  private final Carriage carriage;
  private final HistoryReader historyReader;
  private final ThreadPoolExecutor carriers;
  private final ThreadPoolExecutor cold;
  private final ThreadPoolExecutor historyReads;
  private final ScheduledExecutorService timer;
  private volatile boolean draining;

  /** As the other, with nobody who wants to hear what it does. */
  public Hub(
      Broker broker,
      Permissions permissions,
      HubSettings settings,
      InstantSource clock,
      LongSupplier ticker) {
    this(broker, permissions, settings, clock, ticker, HubEvents.NONE, ReaderEvents.NONE);
  }

  /**
   * Starts the threads.
   *
   * @param ticker nanoseconds since some moment, never going back
   * @param visits hears which readers come and go
   */
  public Hub(
      Broker broker,
      Permissions permissions,
      HubSettings settings,
      InstantSource clock,
      LongSupplier ticker,
      HubEvents events,
      ReaderEvents visits) {
    this.broker = broker;
    this.permissions = permissions;
    this.clock = clock;
    this.ticker = ticker;
    this.events = events;
    carriers = pool(settings.threads(), "halley-delivery");
    cold = pool(settings.coldThreads(), "halley-cold");
    historyReads =
        new ThreadPoolExecutor(
            settings.coldThreads(),
            settings.coldThreads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.maxHistoryReads()),
            threads("halley-history"));
    timer = Executors.newSingleThreadScheduledExecutor(threads("halley-deadline"));
    waves = new Waves(carriers, cold, settings.threads(), ticker, events);
    watchers = new Watchers(broker, waves, settings.linger(), ticker, this::later);
    readers = new Readers(settings);
    deadlines = new Deadlines(ticker);
    carriage =
        new Carriage(
            broker, permissions, clock, watchers, readers, deadlines, waves, events, visits);
    historyReader = new HistoryReader(broker, permissions);
    every(Deadlines.TICK_MILLIS, deadlines::expire);
    every(settings.followLinger().toMillis(), watchers::sweep);
    every(EARLY_SWEEP_MILLIS, watchers::sweepIfMany);
  }

  /** A task that throws is not run again by a scheduler, so none may. */
  private void every(long millis, Runnable task) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A timed task of the hub failed and will be run again", e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void later(long nanos, Runnable task) {
    try {
      ScheduledFuture<?> unused = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      task.run();
    }
  }

  /**
   * Opens a delivery and gives it its first turn on the calling thread, as far as memory tells: a
   * client that has something waiting is answered within this call.
   */
  public Opened open(Subscription subscription, Outlet outlet) {
    return open(subscription, outlet, null);
  }

  /**
   * As the other, in place of a delivery to the same client, which ends as {@link End#GONE} if this
   * one is let in, and is left alone if not. The new one does not find the place of the old taken.
   */
  public Opened open(Subscription subscription, Outlet outlet, @Nullable Delivery replaced) {
    if (draining) {
      return new Opened.Refused(Opened.Reason.DRAINING);
    }
    Delivery delivery = new Delivery(subscription, outlet, carriage, deadline(subscription));
    Opened.Reason reason = readers.enter(delivery, replaced);
    if (reason != null) {
      return new Opened.Refused(reason);
    }
    if (replaced != null) {
      replaced.end(End.GONE);
    }
    delivery.begin();
    deadlines.add(delivery);
    if (draining) {
      // The drain may have gone through the deadlines before this one was among them.
      delivery.end(End.DRAINED);
    }
    lookAgain(delivery);
    waves.run(delivery);
    return new Opened.Open(delivery);
  }

  /**
   * Ends a delivery whose session ended while its request came in. Who ends a session stores that
   * first and goes through the deadlines then; the delivery was among them before this looks. So
   * one of the two finds the other.
   */
  private void lookAgain(Delivery delivery) {
    try {
      if (permissions.isOut(delivery.subscription().caller())) {
        delivery.end(End.EXPIRED);
      }
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "Whether a session has ended cannot be read: {0}", e.getMessage());
      delivery.end(End.FAILED);
    }
  }

  private long deadline(Subscription subscription) {
    long hold = subscription.hold().toMillis();
    long expiry = subscription.caller().expires() - clock.millis();
    long millis = Math.max(0, Math.min(hold, expiry));
    return deadlines.in(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Appends a draft; see {@link Broker#append}. */
  public void publish(Draft draft, Consumer<Appended> then) {
    long start = ticker.getAsLong();
    broker.append(
        draft,
        outcome -> {
          events.published(outcome, draft.data().size(), ticker.getAsLong() - start);
          then.accept(outcome);
        });
  }

  /** Appends drafts in their order; see {@link Broker#appendAll}. */
  public void publishAll(List<Draft> drafts, Consumer<List<Appended>> then) {
    long start = ticker.getAsLong();
    broker.appendAll(
        drafts,
        outcomes -> {
          long took = ticker.getAsLong() - start;
          for (int i = 0; i < outcomes.size(); i++) {
            events.published(outcomes.get(i), drafts.get(i).data().size(), took);
          }
          then.accept(outcomes);
        });
  }

  /**
   * Reads a page of history. The answer comes on the calling thread if memory has it, else on a
   * thread that may wait for storage.
   */
  public void history(HistoryQuery query, Consumer<HistoryPage> then) {
    HistoryPage page = historyReader.read(query, Broker.Reach.MEMORY);
    if (page != null) {
      then.accept(page);
      return;
    }
    try {
      historyReads.execute(() -> then.accept(readStored(query)));
    } catch (RejectedExecutionException full) {
      then.accept(new HistoryPage.Overloaded());
    }
  }

  private HistoryPage readStored(HistoryQuery query) {
    HistoryPage page = historyReader.read(query, Broker.Reach.STORE);
    if (page == null) {
      throw new IllegalStateException("a broker said that even its storage does not know");
    }
    return page;
  }

  /**
   * Has a thread that may wait for storage read something, as it would a page of history.
   *
   * @return false if too much waits for these threads; then it is not done
   */
  public boolean aside(Runnable read) {
    try {
      historyReads.execute(read);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Ends the deliveries of some callers. */
  public void end(Predicate<Caller> whose, End why) {
    deadlines.forEach(
        delivery -> {
          if (whose.test(delivery.subscription().caller())) {
            delivery.end(why);
          }
        });
  }

  /**
   * What these users may do has changed: ends their deliveries that read what they may not read any
   * more, with {@link End#REMOVED}, and calls back then. That goes through all that is open, so a
   * thread that may wait for storage does it; the calling one only if too much waits for these.
   */
  public void recheck(Set<UserName> users, Runnable then) {
    try {
      historyReads.execute(() -> recheck(users, Broker.Reach.STORE, then));
    } catch (RejectedExecutionException full) {
      recheck(users, Broker.Reach.MEMORY, then);
    }
  }

  private void recheck(Set<UserName> users, Broker.Reach reach, Runnable then) {
    try {
      deadlines.forEach(
          delivery -> {
            UserName user = delivery.subscription().caller().user();
            if (user != null && users.contains(user)) {
              delivery.recheck(reach);
            }
          });
    } finally {
      then.run();
    }
  }

  /**
   * A reader leaves: ends its delivery on one carrier, if it has one, as a newer one would.
   *
   * @param caller who asks, and whose reader it is
   */
  public void leave(Caller caller, Subscription.Reader reader) {
    readers.supersede(caller, reader);
  }

  /** Ends all deliveries with {@link End#DRAINED} and refuses new ones from now on. */
  public void drain() {
    draining = true;
    end(caller -> true, End.DRAINED);
  }

  /** Whether {@link #drain} was called. */
  public boolean isDraining() {
    return draining;
  }

  /** How many deliveries are open. */
  public int open() {
    return readers.count();
  }

  /** Drains, and stops the threads once they have done what they have; waits a few seconds. */
  @Override
  public void close() {
    drain();
    timer.shutdownNow();
    for (ThreadPoolExecutor pool : List.of(carriers, cold, historyReads)) {
      stop(pool);
    }
    watchers.close();
  }

  private static void stop(ThreadPoolExecutor pool) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(3, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor pool(int size, String name) {
    return new ThreadPoolExecutor(
        size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
