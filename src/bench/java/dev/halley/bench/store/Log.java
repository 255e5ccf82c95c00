package dev.halley.bench.store;

import com.sun.management.OperatingSystemMXBean;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker.Reach;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.broker.Slice;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.EmbeddedSettings;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A durable log that forgets nothing, and what its appends and reads cost. */
final class Log implements AutoCloseable {

  /** As many as 100 clients that each wait for an answer before they publish again. */
  private static final int AT_ONCE = 100;

  private static final int PAGE = 50;
  private static final UserName ALICE = new UserName("alice");
  private static final Payload PAYLOAD = Payload.ofJson("\"" + "x".repeat(98) + "\"");
  private static final Rules<Retention> RULES =
      new Rules<>(
          List.of(
              new Rules.Line<>(
                  ChannelPattern.of("/**"),
                  new Retention(Durability.DURABLE, Long.MAX_VALUE / 2, Duration.ofDays(3650)))));

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final EmbeddedBroker broker;

  /** What something cost, of CPU and of time, for each message or page. */
  record Cost(double cpuMicros, double wallMicros, Latencies latencies) {}

  Log(Path folder) {
    broker = EmbeddedBroker.open(folder, EmbeddedSettings.DEFAULTS, RULES, InstantSource.system());
  }

  /** Appends messages to a channel, many at once. */
  Cost append(long count, ChannelName channel) throws InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    AtomicReference<@Nullable Appended> failed = new AtomicReference<>();
    Latencies latencies = new Latencies();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      room.acquire();
      long sent = System.nanoTime();
      broker.append(
          Draft.to(channel, MessageId.random(), ALICE, PAYLOAD),
          outcome -> {
            if (!(outcome instanceof Appended.Stored)) {
              failed.set(outcome);
            }
            synchronized (latencies) {
              latencies.add(System.nanoTime() - sent);
            }
            room.release();
          });
    }
    room.acquire(AT_ONCE);
    if (failed.get() != null) {
      throw new IllegalStateException("expected all to be stored; found " + failed.get());
    }
    return cost(cpu, start, count, latencies);
  }

  /** Reads pages of 50 messages from random places of a channel, as history does. */
  Cost readPages(ChannelName channel, int count) {
    Latencies latencies = new Latencies();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      Extent extent = broker.extent(channel, Reach.STORE);
      if (extent == null) {
        throw new IllegalStateException("expected the store to know " + channel);
      }
      long at = ThreadLocalRandom.current().nextLong(Math.max(1, extent.last() - PAGE));
      Slice slice =
          broker.read(channel, extent.end().at(at), new Limit(PAGE, 1 << 20), Reach.STORE);
      latencies.add(System.nanoTime() - began);
      if (!(slice instanceof Slice.Messages page) || page.messages().isEmpty()) {
        throw new IllegalStateException("expected messages after " + at + "; found " + slice);
      }
    }
    return cost(cpu, start, count, latencies);
  }

  private Cost cost(long cpu, long start, long count, Latencies latencies) {
    double wall = (System.nanoTime() - start) / 1e3 / count;
    return new Cost((system.getProcessCpuTime() - cpu) / 1e3 / count, wall, latencies);
  }

  /** How large the file is. */
  long bytes() {
    return broker.figures().fileBytes();
  }

  @Override
  public void close() {
    broker.close();
  }
}
