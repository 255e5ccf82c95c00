package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message of 100 bytes into a log, when a hundred clients publish at once: until all of them have
 * their answers, divided by a hundred.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class AppendBenchmark {

  private static final int AT_ONCE = 100;
  private static final Payload PAYLOAD = Payload.ofJson("\"" + "x".repeat(98) + "\"");

  /** How safe the messages are. */
  @Param({"MEMORY", "DURABLE"})
  Durability durability = Durability.MEMORY;

  private Path folder = Path.of("");
  private @Nullable EmbeddedBroker broker;

  /** Opens the log. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("halley-append");
    broker =
        EmbeddedBroker.open(
            folder,
            EmbeddedSettings.DEFAULTS.with(20_000, 1 << 25, 1 << 28, 16),
            BrokerBench.rules(durability),
            InstantSource.system());
  }

  /** A hundred appends, one by one. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void append() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      broker().append(draft(), outcome -> stored(outcome, left));
    }
    left.await();
  }

  /** The same as one batch. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void appendAll() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(AT_ONCE);
    List<Draft> drafts = Stream.generate(AppendBenchmark::draft).limit(AT_ONCE).toList();
    broker().appendAll(drafts, outcomes -> outcomes.forEach(outcome -> stored(outcome, left)));
    left.await();
  }

  private EmbeddedBroker broker() {
    return Objects.requireNonNull(broker);
  }

  private static Draft draft() {
    return Draft.to(BrokerBench.ROOM, MessageId.random(), BrokerBench.ALICE, PAYLOAD);
  }

  private static void stored(Appended outcome, CountDownLatch left) {
    if (!(outcome instanceof Appended.Stored)) {
      throw new IllegalStateException("expected it to be stored; found " + outcome);
    }
    left.countDown();
  }

  /** Closes the log and removes its file. */
  @TearDown
  public void close() throws IOException {
    broker().close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
