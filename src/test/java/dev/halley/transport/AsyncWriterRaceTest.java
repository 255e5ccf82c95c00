package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * All who may come at once come at once, many times over, over a wire that is now and then full.
 */
class AsyncWriterRaceTest {

  private static final int ROUNDS = 20_000;
  private static final int THREADS = 4;
  private static final Answer HI = Answer.ok(Frame.of("hi"));

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Random random = new Random(1986);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    timer.shutdownNow();
  }

  /** What one thread does in a round. */
  private interface Step {
    void run() throws Exception;
  }

  private void atOnce(Step... steps) throws Exception {
    CyclicBarrier start = new CyclicBarrier(steps.length);
    List<Future<?>> running = new ArrayList<>();
    for (Step step : steps) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                step.run();
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Test
  void answerReleaseAndTheContainersCallsLeaveOneWholeAnswer() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      FakeExchange exchange = new FakeExchange("GET", timer);
      AsyncWriter writer = exchange.open(new Wires(Refusals.UNHEARD));
      exchange.writable = random.nextBoolean();
      atOnce(
          () -> {
            writer.answer(HI);
            writer.release();
          },
          writer::onWritePossible,
          () -> {
            exchange.becomesWritable();
            exchange.becomesWritable();
          });

      assertThat(exchange.violations).as("round %s", round).isEmpty();
      assertThat(exchange.body()).as("round %s", round).isEqualTo("hi");
      assertThat(exchange.completions).as("round %s", round).hasValue(1);
    }
  }

  @Test
  void whateverComesTogetherTheRequestIsCompletedOnceAndSomeoneKnows() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      FakeExchange exchange = new FakeExchange("GET", timer);
      exchange.output.mayCompleteUnready = true;
      exchange.callsOnComplete = random.nextBoolean();
      exchange.writable = random.nextBoolean();
      AsyncWriter writer = exchange.open(new Wires(Refusals.UNHEARD));
      AtomicInteger told = new AtomicInteger();
      boolean timesOut = random.nextBoolean();
      atOnce(
          () -> {
            writer.answer(HI);
            writer.release();
          },
          () -> writer.whenGone(told::incrementAndGet),
          () -> {
            if (timesOut) {
              writer.onTimeout(exchange.event());
              assertThat(exchange.completions).as("when onTimeout returns").hasValue(1);
            } else {
              writer.onError(new IOException("reset"));
            }
          },
          writer::onWritePossible);

      assertThat(exchange.violations).as("round %s", round).isEmpty();
      assertThat(exchange.completions).as("round %s", round).hasValue(1);
      assertThat(told.get()).as("round %s", round).isLessThanOrEqualTo(1);
      assertThat(exchange.body()).as("round %s", round).isIn("", "hi");
    }
  }

  @Test
  void nobodyTouchesARequestThatTheContainerHasEnded() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      FakeExchange exchange = new FakeExchange("GET", timer);
      exchange.output.mayCompleteUnready = true;
      AsyncWriter writer = exchange.open(new Wires(Refusals.UNHEARD));
      exchange.writeFailure = random.nextBoolean() ? new IOException("broken pipe") : null;
      atOnce(
          () -> {
            writer.answer(HI);
            writer.release();
          },
          () -> exchange.fails(new IOException("reset")),
          writer::release);

      assertThat(exchange.violations).as("round %s", round).isEmpty();
      assertThat(exchange.completions.get()).as("round %s", round).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void framesOfAStreamComeInOrderWhoeverPoursThem() throws Exception {
    for (int round = 0; round < ROUNDS / 4; round++) {
      FakeExchange exchange = new FakeExchange("GET", timer);
      AsyncWriter writer = exchange.open(new Wires(Refusals.UNHEARD));
      exchange.writable = random.nextBoolean();
      CountDownLatch told = new CountDownLatch(1);
      Opening opening =
          new Opening(
              Answer.ok(Frame.of("<")), Frame.of("."), Duration.ofHours(1), told::countDown);
      Stream stream = writer.stream(opening);
      atOnce(
          () -> {
            if (!stream.ready()) {
              assertThat(told.await(30, TimeUnit.SECONDS)).as("who waits is told").isTrue();
            }
            stream.send(Frame.of("one"));
            stream.send(Frame.of("two"));
            stream.release();
          },
          writer::onWritePossible,
          () -> {
            exchange.becomesWritable();
            exchange.becomesWritable();
          });

      assertThat(exchange.violations).as("round %s", round).isEmpty();
      assertThat(exchange.body()).as("round %s", round).isEqualTo("<onetwo");
      assertThat(exchange.completions).as("round %s", round).hasValue(1);
    }
  }

  @Test
  void answerThatComesWhileItsRequestIsLeftGoesOutOnce() throws Exception {
    for (int round = 0; round < ROUNDS / 4; round++) {
      FakeExchange exchange = new FakeExchange("GET", timer);
      Wires wires = new Wires(Refusals.UNHEARD);
      AsyncWriter writer = exchange.enter(wires);
      atOnce(
          writer::leave,
          () -> {
            writer.answer(HI);
            writer.release();
          },
          () -> writer.whenGone(() -> {}));

      assertThat(exchange.violations).as("round %s", round).isEmpty();
      assertThat(exchange.body()).as("round %s", round).isEqualTo("hi");
      assertThat(exchange.completions).hasValue(exchange.isDetached() ? 1 : 0);
      assertThat(wires.open()).as("round %s", round).isZero();
    }
  }
}
