package dev.halley.hub;

import dev.halley.auth.Permissions;
import dev.halley.broker.Broker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The parts of a hub with threads and time in the hands of the test. */
final class Workbench {

  final FakeBroker broker = new FakeBroker();
  final AtomicLong nanos = new AtomicLong();
  final AtomicLong millis = new AtomicLong(1_000_000);
  final Queue<Runnable> carriers = new ArrayDeque<>();
  final Queue<Runnable> cold = new ArrayDeque<>();
  final RecordedEvents events = new RecordedEvents();
  final RecordedVisits visits = new RecordedVisits();
  final Waves waves = new Waves(carriers::add, cold::add, 2, nanos::get, events);
  final Queue<Later> later = new ArrayDeque<>();
  final Watchers watchers;
  final Readers readers;
  final Deadlines deadlines = new Deadlines(nanos::get);
  final Carriage carriage;

  Workbench() {
    this(Fixture.SETTINGS, Fixture.everyoneReads());
  }

  /** What is to be run when time has come so far. */
  record Later(long nanos, Runnable task) {}

  Workbench(HubSettings settings, Permissions permissions) {
    readers = new Readers(settings);
    watchers =
        new Watchers(
            broker,
            waves,
            settings.linger(),
            nanos::get,
            (delay, task) -> later.add(new Later(nanos.get() + delay, task)));
    InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    carriage =
        new Carriage(
            broker, permissions, clock, watchers, readers, deadlines, waves, events, visits);
  }

  /** Opens a delivery with a hold of 25 s and gives it its first turn. */
  Delivery open(Subscription subscription, Outlet outlet) {
    Delivery delivery = make(subscription, outlet);
    waves.run(delivery);
    return delivery;
  }

  /** As {@link #open}, without the turn. */
  Delivery make(Subscription subscription, Outlet outlet) {
    long deadline = deadlines.in(TimeUnit.SECONDS.toNanos(25));
    Delivery delivery = new Delivery(subscription, outlet, carriage, deadline);
    readers.enter(delivery, null);
    delivery.begin();
    deadlines.add(delivery);
    return delivery;
  }

  /** Runs what was handed to threads, until nothing is left. */
  void runAll() {
    while (!carriers.isEmpty() || !cold.isEmpty()) {
      Runnable next = carriers.isEmpty() ? cold.remove() : carriers.remove();
      next.run();
    }
  }

  /** Lets time go by. */
  void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    millis.addAndGet(TimeUnit.SECONDS.toMillis(seconds));
    deadlines.expire();
    runAll();
  }

  /** Lets a short time go by, and runs what was to be run within it. */
  void passMillis(long time) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(time));
    millis.addAndGet(time);
    List<Later> due = later.stream().filter(l -> l.nanos() <= nanos.get()).toList();
    later.removeAll(due);
    due.forEach(l -> l.task().run());
    runAll();
  }

  Broker broker() {
    return broker;
  }
}
