package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Refusals;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncWriterTest {

  private static final Answer HI = Answer.ok(Frame.of("{\"hi\":1}"));

  private final FakeExchange exchange = new FakeExchange("GET");
  private final Wires wires = new Wires(Refusals.UNHEARD);
  private final AsyncWriter writer = exchange.open(wires);

  @AfterEach
  void nothingForbiddenWasDone() {
    assertThat(exchange.violations).isEmpty();
  }

  @Test
  void answerIsWrittenOnceWithItsLengthAndCompletedWhenReleased() {
    writer.answer(new Answer(429, "text/x", Map.of("Retry-After", "5"), Frame.of("later")));

    assertThat(exchange.body()).isEqualTo("later");
    assertThat(exchange.completions).as("the second pass completes").hasValue(0);
    writer.release();
    writer.release();
    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.status).isEqualTo(429);
    assertThat(exchange.contentLength).isEqualTo(5);
    assertThat(exchange.headers)
        .contains(Map.entry("Retry-After", "5"), Map.entry("Content-Type", "text/x"));
    assertThat(exchange.output.writes).hasValue(1);
  }

  @Test
  void answerWaitsForAWireThatTakesNothing() throws IOException {
    exchange.writable = false;
    writer.answer(HI);
    writer.release();
    assertThat(exchange.output.writes).hasValue(0);

    exchange.becomesWritable();

    assertThat(exchange.body()).isEqualTo("{\"hi\":1}");
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void completionWaitsUntilTheWireHasTakenTheAnswer() throws IOException {
    writer.answer(HI);
    exchange.writable = false;
    writer.release();
    assertThat(exchange.completions).hasValue(0);

    exchange.becomesWritable();

    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void answerThatGoesOutDuringAStopClosesItsConnection() {
    wires.close();

    writer.answer(HI);

    assertThat(exchange.headers).containsEntry("Connection", "close");
  }

  @Test
  void secondAnswerIsIgnored() {
    writer.answer(HI);
    writer.answer(Answer.ok(Frame.of("other")));
    writer.release();

    assertThat(exchange.body()).isEqualTo("{\"hi\":1}");
    assertThat(writer.ready()).isFalse();
  }

  @Test
  void headGetsTheLengthAndNoBody() {
    FakeExchange head = new FakeExchange("HEAD");
    AsyncWriter answers = head.open(wires);
    answers.answer(HI);
    answers.release();

    assertThat(head.contentLength).isEqualTo(8);
    assertThat(head.output.writes).hasValue(0);
    assertThat(head.completions).hasValue(1);
    assertThat(head.violations).isEmpty();
  }

  @Test
  void answerWithoutContentHasNoLength() {
    writer.answer(Answer.empty(204, Map.of()));
    writer.release();

    assertThat(exchange.status).isEqualTo(204);
    assertThat(exchange.contentLength).isEqualTo(-1);
    assertThat(exchange.headers).doesNotContainKey("Content-Type");
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void failedWriteCompletesBecauseNobodyElseMayTell() {
    exchange.writeFailure = new IOException("broken pipe");

    writer.answer(HI);
    writer.release();

    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void clientThatLeavesIsToldOnceAndTheRequestCompleted() {
    AtomicInteger told = new AtomicInteger();
    writer.whenGone(told::incrementAndGet);
    exchange.output.mayCompleteUnready = true;

    writer.onError(new IOException("reset"));
    writer.onError(exchange.event());

    assertThat(told).hasValue(1);
    assertThat(writer.ready()).isFalse();
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void whoAsksAfterTheClientLeftIsToldAtOnce() {
    AtomicInteger told = new AtomicInteger();
    exchange.output.mayCompleteUnready = true;
    writer.onError(new IOException("reset"));

    writer.whenGone(told::incrementAndGet);

    assertThat(told).hasValue(1);
  }

  @Test
  void nobodyIsToldOnceThereIsAnAnswer() {
    AtomicInteger told = new AtomicInteger();
    writer.whenGone(told::incrementAndGet);
    writer.answer(HI);
    writer.release();

    assertThat(exchange.completions).as("the container said onComplete").hasValue(1);
    assertThat(told).hasValue(0);
  }

  @Test
  void timeOutCompletesBeforeItReturns() {
    AtomicInteger told = new AtomicInteger();
    writer.whenGone(told::incrementAndGet);
    exchange.output.mayCompleteUnready = true;

    writer.onTimeout(exchange.event());

    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.contentLength).isZero();
    assertThat(told).hasValue(1);
  }

  @Test
  void timeOutCompletesWhatAnotherThreadWasNotLetTo() {
    exchange.keepsCompletion = true;
    writer.answer(HI);
    writer.release();
    assertThat(exchange.completions).hasValue(0);

    exchange.keepsCompletion = false;
    writer.onTimeout(exchange.event());

    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.body()).isEqualTo("{\"hi\":1}");
  }

  @Test
  void nothingIsTouchedAfterTheContainerTookTheRequestBack() {
    AtomicInteger told = new AtomicInteger();
    writer.whenGone(told::incrementAndGet);
    writer.onComplete(exchange.event());
    assertThat(told).hasValue(1);
    writer.answer(HI);
    writer.release();
    writer.onTimeout(exchange.event());

    assertThat(exchange.output.writes).hasValue(0);
    assertThat(exchange.completions).hasValue(0);
  }

  @Test
  void releaseWithoutAnAnswerDoesNotLeaveTheClientHanging() {
    exchange.output.mayCompleteUnready = true;

    writer.release();

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void requestsAreCountedUntilTheContainerHasThemBack() {
    assertThat(wires.open()).isEqualTo(1);

    writer.answer(HI);
    writer.release();
    writer.onComplete(exchange.event());

    assertThat(wires.open()).isZero();
  }

  @Test
  void whoBroughtTheRequestWritesTheAnswerThatIsThereWhenTheyLeave() throws IOException {
    FakeExchange quick = new FakeExchange("GET");
    AsyncWriter answers = quick.enter(wires);
    int before = wires.open();
    answers.answer(HI);
    answers.release();
    assertThat(quick.output.writes).as("not before they leave").hasValue(0);

    answers.leave();

    assertThat(quick.isDetached()).isFalse();
    assertThat(quick.body()).isEqualTo("{\"hi\":1}");
    assertThat(quick.contentLength).isEqualTo(8);
    assertThat(quick.output.writes).hasValue(1);
    assertThat(wires.open()).isEqualTo(before - 1);
    assertThat(answers.ready()).isFalse();
    assertThat(quick.violations).isEmpty();
  }

  @Test
  void answerThatIsNotReleasedIsNotYetWhole() throws IOException {
    FakeExchange slow = new FakeExchange("GET");
    AsyncWriter answers = slow.enter(wires);
    answers.answer(HI);

    answers.leave();

    assertThat(slow.isDetached()).isTrue();
    assertThat(slow.completions).hasValue(0);
    answers.release();
    assertThat(slow.completions).hasValue(1);
    assertThat(slow.violations).isEmpty();
  }

  @Test
  void longAnswerIsNotWrittenByWhoCouldHaveToWait() throws IOException {
    FakeExchange slow = new FakeExchange("GET");
    AsyncWriter answers = slow.enter(wires);
    answers.answer(Answer.ok(Frame.of("x".repeat(Wires.SHORT + 1))));
    answers.release();

    answers.leave();

    assertThat(slow.isDetached()).isTrue();
    assertThat(slow.completions).hasValue(1);
    assertThat(slow.violations).isEmpty();
  }

  @Test
  void onceManyThreadsWriteTheOthersDoNotWait() throws IOException {
    Answer small = HI;
    int writing = 0;
    while (wires.mayWrite(small)) {
      writing++;
    }
    assertThat(writing).isBetween(4, 1024);
    FakeExchange next = new FakeExchange("GET");
    AsyncWriter answers = next.enter(wires);
    answers.answer(HI);
    answers.release();

    answers.leave();

    assertThat(next.isDetached()).isTrue();
    assertThat(next.body()).isEqualTo("{\"hi\":1}");
    wires.written();
    assertThat(wires.mayWrite(small)).isTrue();
  }

  @Test
  void containerLimitsWhatNobodyElseEnds() throws IOException {
    assertThat(exchange.timeout).isEqualTo(FakeExchange.NET.toMillis());
    FakeExchange held = new FakeExchange("GET");
    AsyncWriter answers = held.enter(wires);
    answers.whenGone(() -> {});

    answers.leave();

    assertThat(held.timeout).as("its own deadline ends it").isZero();
  }

  @Test
  void clientThatDoesNotTakeItsAnswerIsGivenUp() throws IOException {
    exchange.output.mayCompleteUnready = true;
    exchange.writable = false;
    writer.answer(HI);
    writer.release();
    assertThat(exchange.timer.getQueue()).hasSize(1);
    assertThat(exchange.completions).hasValue(0);

    exchange.timer.getQueue().element().run();

    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.status).isEqualTo(503);
  }

  @Test
  void clientThatTakesItsAnswerLateIsWaitedForNoLonger() throws IOException {
    exchange.writable = false;
    writer.answer(HI);
    writer.release();

    exchange.becomesWritable();

    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.timer.getQueue()).allMatch(task -> ((Future<?>) task).isCancelled());
  }
}
