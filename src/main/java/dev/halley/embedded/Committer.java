package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The commit thread. Orders gather in a queue while it commits those before; then it takes all of
 * them as the next {@link Group}. Between groups, and when there is nothing else to do, it moves
 * messages out of the journal and sweeps, see {@link Upkeep}.
 *
 * <p>When the file cannot be written, the group is refused and the file opened anew; for a while
 * orders are refused at once, then the next group tries it.
 */
final class Committer {

  private static final System.Logger LOG = System.getLogger(Committer.class.getName());
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StoreFile file;
  private final Logs logs;
  private final MemoryAppends memory;
  private final EmbeddedRecords records;
  private final EmbeddedSettings settings;
  private final InstantSource clock;
  private final CommitEvents events;
  private final Orders queue;
  private final Upkeep upkeep;
  private final Thread thread;

  Committer(
      StoreFile file,
      Logs logs,
      MemoryAppends memory,
      EmbeddedSettings settings,
      InstantSource clock,
      CommitEvents events) {
    this.file = file;
    this.logs = logs;
    this.memory = memory;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    queue = new Orders(settings.maxPending(), settings.maxPendingBytes());
    records = new EmbeddedRecords(file, clock, queue::offer);
    upkeep = new Upkeep(file, logs, records, settings, clock);
    file.onBroken(queue::wake);
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
    return queue.offer(order);
  }

  /** Whether an append would be tried. */
  boolean isWritable() {
    return !isClosing() && !upkeep.isBroken();
  }

  Figures figures() {
    MessageStore store = file.store();
    return new Figures(
        logs.size(),
        upkeep.settler().count(),
        store.isChanged(),
        logs.tail().weight(),
        store.size());
  }

  /** Whether nothing is taken any more. */
  boolean isClosing() {
    return queue.isClosing();
  }

  /**
   * Does what was ordered, closes the file and ends the thread. If the disk takes too long for
   * that, what waits is refused, and the thread ends when the disk lets it; until then the folder
   * is in use.
   */
  void close() {
    queue.close();
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
    BrokerException why = new BrokerException("the message log is closed");
    queue.end().forEach(order -> order.fail(why));
  }

  private void run() {
    try {
      boolean more = false;
      while (!queue.isClosing() || !queue.isEmpty()) {
        List<Order> orders = queue.gather(more ? 0 : patience());
        int size = orders.stream().mapToInt(Order::size).sum();
        if (!orders.isEmpty()) {
          commit(orders, size, true);
          orders.forEach(queue::done);
        }
        logs.tick();
        more = upkeep.work(size, queue::isEmpty);
      }
    } finally {
      upkeep.close();
      refuseAll();
    }
  }

  private long patience() {
    long soonest = Math.min(IDLE_NANOS, settings.sweepEvery().toNanos());
    soonest = Math.min(soonest, settings.journalAge().toNanos());
    return Math.min(soonest, Math.max(0, settings.lazyDelay().toNanos() / 2));
  }

  private void commit(List<Order> orders, int size, boolean again) {
    BrokerException why = upkeep.refusal();
    if (why != null) {
      orders.forEach(order -> order.fail(why));
      return;
    }
    long start = System.nanoTime();
    Deque<Order> rest = new ArrayDeque<>(size);
    orders.forEach(order -> rest.addAll(order.steps()));
    Group group = new Group(logs, memory, file.store(), upkeep.settler(), records, clock.millis());
    try {
      while (!rest.isEmpty()) {
        group.take(rest.getFirst());
        rest.removeFirst();
      }
      group.tell();
      boolean awaited = group.needsCommit();
      if (awaited || upkeep.isForceDue()) {
        upkeep.force();
      }
      if (awaited) {
        events.committed(size, System.nanoTime() - start);
      }
      group.committed();
    } catch (RuntimeException | Error e) {
      group.tell();
      List<Order> unanswered = group.unanswered();
      unanswered.addAll(rest);
      boolean closed = Upkeep.isOnlyClosed(e);
      BrokerException failure = upkeep.repair(e);
      if (again && closed && !upkeep.isBroken()) {
        commit(unanswered, unanswered.size(), false);
      } else {
        unanswered.forEach(order -> order.fail(failure));
      }
    }
  }
}
