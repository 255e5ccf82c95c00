package dev.halley.hub;

import dev.halley.message.Cursor;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message comes into a channel with 10,000 readers: until each of them has it. They stay, so each
 * time they are woken, read, and parked again; nothing is encoded or written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class WakeBenchmark {

  private static final int READERS = 10_000;

  private final FakeBroker broker = new FakeBroker();
  private final Hub hub =
      new Hub(
          broker,
          Fixture.everyoneReads(),
          Fixture.SETTINGS,
          InstantSource.system(),
          System::nanoTime);
  private volatile CountDownLatch without = new CountDownLatch(0);

  /** A reader who takes whatever comes. */
  private final class Reader implements Outlet {

    @Override
    public void begin(Delivery delivery) {
      // It never leaves.
    }

    @Override
    public Carrier carrier() {
      return Carrier.STREAM;
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public boolean nextIsLast() {
      return false;
    }

    @Override
    public void deliver(Batch batch) {
      without.countDown();
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void end(End why, Cursor cursor) {
      // Nobody is there to be told.
    }

    @Override
    public void release() {
      // There is nothing to complete.
    }
  }

  /** Opens the deliveries. */
  @Setup
  public void open() {
    for (int i = 0; i < READERS; i++) {
      Opened opened =
          hub.open(
              Fixture.poll(Fixture.at(0, Fixture.ROOM), Subscription.ENDLESS, Fixture.ROOM),
              new Reader());
      if (!(opened instanceof Opened.Open)) {
        throw new IllegalStateException("expected all to be let in; found " + opened);
      }
    }
  }

  /** Publishes, and waits until all have it. */
  @Benchmark
  public void wake() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(READERS);
    without = latch;
    broker.append(Fixture.ROOM, 1);
    latch.await();
  }

  /** Stops the threads. */
  @TearDown
  public void close() {
    hub.close();
  }
}
