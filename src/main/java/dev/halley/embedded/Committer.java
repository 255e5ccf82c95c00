package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The commit thread. Orders gather in a queue while it commits those before; then it takes all of
 * them as the next {@link Group}. Between groups, and when there is nothing else to do, it moves
 * messages out of the journal and sweeps, in steps that are in proportion to the group before, so
 * that the journal empties twice as fast as it fills, and no append waits for long.
 *
 * <p>When the file cannot be written, the group is refused and the file opened anew; for a while
 * orders are refused at once, then the next group tries it.
 */
final class Committer {

  private static final System.Logger LOG = System.getLogger(Committer.class.getName());
  private static final int IDLE_WORK = 2_048;
  private static final int LEAST_WORK = 64;
  private static final int STEP = 512;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StoreFile file;
  private final Logs logs;
  private final MemoryAppends memory;
  private final EmbeddedRecords records;
  private final EmbeddedSettings settings;
  private final InstantSource clock;
  private final CommitEvents events;
  private final Settler settler;
  private final Sweeper sweeper;
  private final BlockingQueue<Order> queue;
  private final Budget pending;
  private final Thread thread;

  private volatile boolean closing;
  private volatile boolean ended;

  /** Why nothing can be stored now; null if all is well. */
  private volatile @Nullable BrokerException broken;

  /** Whether what is in memory goes with what is in the file: nothing is done before it does. */
  private boolean restored = true;

  private long retryAt;
  private long changedSince;

  Committer(
      StoreFile file,
      Logs logs,
      MemoryAppends memory,
      EmbeddedSettings settings,
      InstantSource clock,
      CommitEvents events) {
    this.events = events;
    this.file = file;
    this.logs = logs;
    this.memory = memory;
    this.settings = settings;
    this.clock = clock;
    records = new EmbeddedRecords(file, clock, this::offer);
    queue = new LinkedBlockingQueue<>(settings.maxPending());
    pending = new Budget(settings.maxPendingBytes());
    sweeper = new Sweeper(file.store(), logs, settings);
    settler = Settler.resume(file.store(), logs, settings, sweeper::written);
    file.onBroken(() -> queue.offer(new Order.Wake()));
    thread = new Thread(this::run, "halley-commit");
    thread.setDaemon(true);
  }

  /** Lets the thread begin. */
  void start() {
    thread.start();
  }

  EmbeddedRecords records() {
    return records;
  }

  /** Takes an order; false if there are too many or it is too late. */
  boolean offer(Order order) {
    long weight = order.weight();
    if (closing || !pending.take(weight)) {
      return false;
    }
    boolean taken = queue.offer(order);
    if (taken && ended) {
      // The thread may have looked for the last time before this came; or it has refused it.
      taken = !queue.remove(order);
    }
    if (!taken) {
      pending.giveBack(weight);
    }
    return taken;
  }

  /** Whether an append would be tried. */
  boolean isWritable() {
    return !isClosing() && broken == null;
  }

  Figures figures() {
    MessageStore store = file.store();
    return new Figures(
        logs.size(), settler.count(), store.isChanged(), logs.tail().weight(), store.size());
  }

  /** Whether nothing is taken any more. */
  boolean isClosing() {
    return closing || ended;
  }

  /**
   * Does what was ordered, closes the file and ends the thread. If the disk takes too long for
   * that, what waits is refused, and the thread ends when the disk lets it; until then the folder
   * is in use.
   */
  void close() {
    closing = true;
    queue.offer(new Order.Wake());
    long end = System.nanoTime() + settings.closeWithin().toNanos();
    boolean interrupted = false;
    long left = settings.closeWithin().toMillis();
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the disk did not let the message log be closed within {0} ms: what was acknowledged is"
              + " on it, the rest is refused",
          "" + settings.closeWithin().toMillis());
      refuseAll();
    }
  }

  private void refuseAll() {
    ended = true;
    BrokerException why = new BrokerException("the message log is closed");
    gather(0).forEach(order -> order.fail(why));
  }

  private void run() {
    try {
      boolean more = false;
      while (!closing || !queue.isEmpty()) {
        List<Order> orders = gather(more ? 0 : patience());
        if (!orders.isEmpty()) {
          commit(orders, true);
          orders.forEach(order -> pending.giveBack(order.weight()));
        }
        more = work(orders.size());
      }
    } finally {
      end();
    }
  }

  private void end() {
    try {
      if (broken == null) {
        file.close();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the message log could not be closed as it should", e);
    } finally {
      file.closeNow();
      refuseAll();
    }
  }

  private List<Order> gather(long nanos) {
    List<Order> orders = new ArrayList<>();
    try {
      Order first = queue.poll(nanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        orders.add(first);
        queue.drainTo(orders);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.WARNING, "the commit thread was interrupted; it goes on");
    }
    return orders;
  }

  private long patience() {
    long soonest = Math.min(IDLE_NANOS, settings.sweepEvery().toNanos());
    soonest = Math.min(soonest, settings.journalAge().toNanos());
    return Math.min(soonest, Math.max(0, settings.lazyDelay().toNanos() / 2));
  }

  private void commit(List<Order> orders, boolean again) {
    BrokerException why = refusal();
    if (why != null) {
      orders.forEach(order -> order.fail(why));
      return;
    }
    long start = System.nanoTime();
    Deque<Order> rest = new ArrayDeque<>(orders);
    Group group = new Group(logs, memory, file.store(), settler, records, clock.millis());
    try {
      while (!rest.isEmpty()) {
        group.take(rest.getFirst());
        rest.removeFirst();
      }
      group.tell();
      boolean awaited = group.needsCommit();
      if (awaited || isCommitDue()) {
        force();
      }
      if (awaited) {
        events.committed(orders.size(), System.nanoTime() - start);
      }
      group.committed();
    } catch (RuntimeException | Error e) {
      group.tell();
      List<Order> unanswered = group.unanswered();
      unanswered.addAll(rest);
      boolean closed = isOnlyClosed(e);
      BrokerException failure = repair(e);
      if (again && closed && broken == null) {
        commit(unanswered, false);
      } else {
        unanswered.forEach(order -> order.fail(failure));
      }
    }
  }

  /**
   * A thread that is interrupted while it reads closes the file: nothing is wrong with the disk.
   */
  private static boolean isOnlyClosed(Throwable e) {
    return e instanceof MVStoreException failure && MessageStore.isClosed(failure);
  }

  /** Why nothing is tried at present; null if it is. */
  private @Nullable BrokerException refusal() {
    BrokerException why = broken;
    if (why == null) {
      return null;
    }
    if (System.nanoTime() - retryAt < 0) {
      return why;
    }
    if (!restored) {
      repair(why);
    }
    return restored ? null : broken;
  }

  private boolean isCommitDue() {
    if (!file.store().isChanged()) {
      changedSince = 0;
      return false;
    }
    long nanos = System.nanoTime();
    changedSince = changedSince == 0 ? nanos : changedSince;
    return nanos - changedSince >= settings.lazyDelay().toNanos();
  }

  private void force() {
    file.commit();
    changedSince = 0;
    settler.committed();
    records.settled();
    if (broken != null) {
      broken = null;
      LOG.log(System.Logger.Level.INFO, "the message log can be written again");
    }
  }

  /** Opens the file anew after a failure; from then on orders are refused for a while. */
  private BrokerException repair(Throwable e) {
    BrokerException why = e instanceof BrokerException known ? known : file.unwritable(e);
    boolean closed = isOnlyClosed(e);
    if (Thread.interrupted()) {
      LOG.log(System.Logger.Level.WARNING, "the commit thread was interrupted; it goes on");
    }
    if (broken == null && !closed) {
      LOG.log(System.Logger.Level.ERROR, why.getMessage() + "; appends fail until it works", e);
    }
    restored = false;
    try {
      file.reopen();
      settler.restart(file.store());
      sweeper.restart(file.store());
      records.settled();
      restored = true;
      broken = closed ? broken : why;
    } catch (RuntimeException | Error stillBroken) {
      broken = why;
    }
    retryAt = System.nanoTime() + settings.retryAfter().toNanos();
    return why;
  }

  /** Does a part of the work that nobody waits for; whether there is more. */
  private boolean work(int orders) {
    logs.tick();
    if (refusal() != null) {
      return false;
    }
    int left = orders == 0 ? IDLE_WORK : Math.max(LEAST_WORK, 2 * orders);
    try {
      int done;
      do {
        int most = Math.min(left, STEP);
        done = settler.step(most, clock.millis()) + sweeper.step(most, clock.millis());
        left -= most;
        // Small commits: a chunk of the file can be used again when all that is in it is old.
        if (isCommitDue() || (file.store().isChanged() && (left > 0 || queue.isEmpty()))) {
          force();
        }
      } while (done > 0 && left > 0);
      return done > 0;
    } catch (RuntimeException | Error e) {
      repair(e);
      return false;
    }
  }
}
