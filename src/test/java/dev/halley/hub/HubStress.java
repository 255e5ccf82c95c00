package dev.halley.hub;

import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishers, polls and streams at once on a real hub, in rounds: in each round messages are
 * published, some of them at the most awkward moment, between a delivery's look and its parking;
 * wires fall behind and recover, clients go away and come back. A round is over when every reader
 * has every message. It fails when one is lost, doubled, out of order, or does not come.
 */
public final class HubStress {

  private static final int CHANNELS = 8;
  private static final int READERS = 64;
  private static final int PUBLISHERS = 2;
  private static final int PER_ROUND = 200;
  private static final int LATE_APPENDS = 30;

  private final FakeBroker broker = new FakeBroker();
  private final Hub hub;
  private final List<ChannelName> channels = new ArrayList<>();
  private final List<StressReader> readers = new ArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> wires = new ConcurrentLinkedQueue<>();
  private final AtomicLong delivered = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger lateAppends = new AtomicInteger();
  private final Duration patience;
  private volatile boolean publishing;
  private volatile boolean over;

  private HubStress(long seed, Duration patience) {
    this.patience = patience;
    hub =
        new Hub(
            broker,
            Fixture.everyoneReads(),
            Fixture.lingering(lingering()),
            InstantSource.system(),
            System::nanoTime);
    broker.afterRead = this::appendAwkwardly;
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(ChannelName.of("/room/" + i));
    }
    Random random = new Random(seed);
    for (int i = 0; i < READERS; i++) {
      List<ChannelName> own = new ArrayList<>(channels);
      Collections.shuffle(own, random);
      readers.add(
          new StressReader(
              hub, "r" + i, own.subList(0, 1 + random.nextInt(4)), i % 2 == 0, wires, delivered));
    }
  }

  /** Every other channel has its signals held back for a moment. */
  private static Rules<Duration> lingering() {
    List<Rules.Line<Duration>> lines = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i += 2) {
      lines.add(new Rules.Line<>(ChannelPattern.of("/room/" + i), Duration.ofMillis(1)));
    }
    return new Rules<>(lines);
  }

  /**
   * Runs rounds until so many messages were delivered.
   *
   * @return what went wrong, or null
   */
  public static @Nullable String run(long seed, long deliveries, Duration patience) {
    HubStress stress = new HubStress(seed, patience);
    try {
      return stress.rounds(seed, deliveries);
    } finally {
      stress.stop();
    }
  }

  private @Nullable String rounds(long seed, long deliveries) {
    threads.execute(this::workWires);
    readers.forEach(StressReader::start);
    threads.execute(this::disturb);
    SplittableRandom seeds = new SplittableRandom(seed);
    while (delivered.get() < deliveries) {
      publishing = true;
      List<Future<?>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        SplittableRandom random = seeds.split();
        publishers.add(threads.submit(() -> publish(random)));
      }
      for (Future<?> publisher : publishers) {
        try {
          publisher.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
          return "a publisher failed: " + e;
        }
      }
      lateAppends.set(LATE_APPENDS);
      publishing = false;
      String failure = awaitAll();
      lateAppends.set(0);
      if (failure == null) {
        failure = awaitAll();
      }
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private void publish(SplittableRandom random) {
    for (int i = 0; i < PER_ROUND; i++) {
      broker.append(channels.get(random.nextInt(CHANNELS)), i);
      if (random.nextInt(8) == 0) {
        LockSupport.parkNanos(random.nextInt(200_000));
      }
    }
  }

  /**
   * Runs between what a delivery's read has seen and the answer that it gets. A few such appends
   * come after the publishers have stopped, so that no later message makes up for a lost wake-up.
   */
  private void appendAwkwardly(ChannelName channel) {
    if (ThreadLocalRandom.current().nextInt(publishing ? 40 : 4) == 0
        && (publishing || lateAppends.getAndDecrement() > 0)) {
      broker.append(channel, -1);
    }
  }

  /** Makes wires writable again, after a while. */
  private void workWires() {
    while (!over) {
      Runnable wire = wires.poll();
      if (wire == null) {
        LockSupport.parkNanos(20_000);
      } else {
        wire.run();
      }
    }
  }

  /** Ends deliveries at random: holds run out, clients go away. */
  private void disturb() {
    while (!over) {
      if (publishing) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        readers.get(random.nextInt(READERS)).disturb(random.nextInt(3));
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private @Nullable String awaitAll() {
    long until = System.nanoTime() + patience.toNanos();
    for (StressReader reader : readers) {
      while (!reader.hasAll(broker)) {
        if (reader.failure() != null) {
          return reader.failure();
        }
        if (System.nanoTime() > until) {
          return "stuck: " + reader.where(broker);
        }
        LockSupport.parkNanos(50_000);
      }
    }
    return readers.stream()
        .map(StressReader::failure)
        .filter(f -> f != null)
        .findAny()
        .orElse(null);
  }

  private void stop() {
    over = true;
    readers.forEach(StressReader::stop);
    hub.close();
    threads.shutdownNow();
  }

  /** How many are read at most at once: small, so that batches are cut. */
  static Limit limit() {
    return new Limit(20, 1 << 20);
  }

  static Cursor begin(List<ChannelName> channels) {
    return Fixture.at(0, channels.toArray(ChannelName[]::new));
  }
}
