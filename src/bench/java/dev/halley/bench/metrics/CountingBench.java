package dev.halley.bench.metrics;

import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.HubEvents;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.metrics.Meters;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to count a poll that is answered with one message; run it with {@code -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CountingBench {

  private final Meters meters = new Meters(InstantSource.system(), "bench");
  private final HubEvents hub = meters.hub();
  private final Batch batch = batch();

  private static Batch batch() {
    Message message =
        new Message(
            ChannelName.of("/room/a"),
            1,
            new MessageId("m"),
            null,
            null,
            System.currentTimeMillis(),
            Payload.ofJson("1"));
    return new Batch(Cursor.NONE, List.of(message), List.of(), Cursor.NONE, false);
  }

  private static void poll(HubEvents events, Batch batch) {
    events.opened(Carrier.POLL);
    events.ended(Carrier.POLL, End.ANSWERED);
    events.delivered(Carrier.POLL, batch, true);
  }

  /** Counted by one thread. */
  @Benchmark
  public void counted() {
    poll(hub, batch);
  }

  /** Counted by two threads at once, on the same adders. */
  @Benchmark
  @Threads(2)
  public void countedByTwo() {
    poll(hub, batch);
  }

  /** Told, and heard by nobody. */
  @Benchmark
  public void uncounted() {
    poll(HubEvents.NONE, batch);
  }

  /** A wave, which is counted once for all its readers. */
  @Benchmark
  public void wave() {
    hub.carried(256, 1_000_000);
  }

  /** A scrape. */
  @Benchmark
  public byte[] scrape() {
    return meters.text();
  }
}
