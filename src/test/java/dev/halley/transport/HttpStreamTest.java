package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpStreamTest {

  private static final Duration SELDOM = Duration.ofHours(1);

  private final FakeExchange exchange = new FakeExchange("GET");
  private final ScheduledThreadPoolExecutor timer = exchange.timer;
  private final Wires wires = new Wires(Refusals.UNHEARD);
  private final AsyncWriter writer = exchange.open(wires);
  private final AtomicInteger told = new AtomicInteger();

  @AfterEach
  void nothingForbiddenWasDone() {
    timer.shutdownNow();
    assertThat(exchange.violations).isEmpty();
  }

  private Stream begin(String opening, Duration every) {
    timer.setRemoveOnCancelPolicy(true);
    Answer head = new Answer(200, "text/x", Map.of("X-A", "b"), Frame.of(opening));
    return writer.stream(new Opening(head, Frame.of("."), every, told::incrementAndGet));
  }

  private static Frame frame(String text) {
    return Frame.of(text);
  }

  @Test
  void headGoesOutAtOnceWithoutALength() {
    Stream stream = begin("padding", SELDOM);

    assertThat(exchange.output.flushed).isEqualTo("padding".length());
    assertThat(exchange.headers)
        .contains(Map.entry("X-A", "b"), Map.entry("Content-Type", "text/x"));
    assertThat(exchange.contentLength).isEqualTo(-1);
    assertThat(stream.ready()).isTrue();
    assertThat(exchange.completions).hasValue(0);
  }

  @Test
  void headWithoutAByteIsFlushedToo() {
    exchange.output.flushed = -1;
    begin("", SELDOM);

    assertThat(exchange.output.flushed).isZero();
    assertThat(exchange.headers).containsKey("Content-Type");
  }

  @Test
  void eachFrameIsFlushedAndTheResponseStaysOpen() {
    Stream stream = begin("", SELDOM);

    stream.send(frame("one"));
    assertThat(exchange.output.flushed).isEqualTo(3);
    stream.send(frame("two"));

    assertThat(exchange.body()).isEqualTo("onetwo");
    assertThat(exchange.output.flushed).isEqualTo(6);
    assertThat(exchange.completions).hasValue(0);
    stream.release();
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void stuckWireIsNotReadyAndSaysOnceWhenItIs() throws IOException {
    Stream stream = begin("", SELDOM);
    exchange.output.room.set(0);
    stream.send(frame("one"));

    assertThat(stream.ready()).isFalse();
    assertThat(stream.ready()).isFalse();
    assertThat(told).hasValue(0);
    exchange.takes(100);

    assertThat(told).hasValue(1);
    assertThat(stream.ready()).isTrue();
    assertThat(exchange.body()).isEqualTo("one");
  }

  @Test
  void nobodyIsToldWhoDidNotAsk() {
    Stream stream = begin("", SELDOM);
    stream.send(frame("one"));
    stream.send(frame("two"));

    assertThat(told).hasValue(0);
  }

  @Test
  void longFrameGoesOutInPiecesAsTheWireTakesThem() throws IOException {
    Stream stream = begin("", SELDOM);
    exchange.output.room.set(2);
    int writesBefore = exchange.output.writes.get();
    String text = "x".repeat(5 * HttpStream.PIECE / 2) + "end";

    stream.send(frame(text));
    assertThat(exchange.output.writes.get() - writesBefore).isEqualTo(2);
    assertThat(stream.ready()).isFalse();
    exchange.takes(100);

    assertThat(exchange.body()).isEqualTo(text);
    assertThat(exchange.output.flushed).isEqualTo(text.length());
    assertThat(stream.ready()).isTrue();
  }

  @Test
  void endWaitsForAStuckWire() throws IOException {
    Stream stream = begin("", SELDOM);
    exchange.output.room.set(0);
    stream.send(frame("one"));
    stream.send(frame("why it ends"));
    stream.release();
    assertThat(exchange.completions).hasValue(0);

    exchange.takes(100);

    assertThat(exchange.body()).isEqualTo("onewhy it ends");
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void silentStreamBeatsUntilItEnds() {
    Stream stream = begin("", Duration.ofSeconds(1));

    Awaitility.await().until(() -> exchange.body().startsWith(".."));
    assertThat(exchange.output.flushed).isGreaterThanOrEqualTo(2);
    stream.release();

    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void stuckStreamDoesNotBeat() {
    Stream stream = begin("", Duration.ofSeconds(1));
    exchange.output.room.set(0);
    stream.send(frame("one"));

    Awaitility.await().until(() -> timer.getCompletedTaskCount() > 0);
    exchange.output.room.set(100);
    writer.go();

    assertThat(exchange.body()).isEqualTo("one");
  }

  @Test
  void failingBeatTellsThatTheClientIsGone() {
    AtomicInteger gone = new AtomicInteger();
    Stream stream = begin("", Duration.ofSeconds(1));
    writer.whenGone(gone::incrementAndGet);
    exchange.writeFailure = new IOException("broken pipe");

    Awaitility.await().until(() -> gone.get() == 1);

    assertThat(exchange.completions).hasValue(1);
    assertThat(stream.ready()).isFalse();
    Awaitility.await().until(() -> timer.getQueue().isEmpty());
  }

  @Test
  void clientThatLeavesAStreamIsToldOf() {
    AtomicInteger gone = new AtomicInteger();
    Stream stream = begin("", SELDOM);
    writer.whenGone(gone::incrementAndGet);
    exchange.output.mayCompleteUnready = true;

    writer.onError(new IOException("reset"));

    assertThat(gone).hasValue(1);
    assertThat(stream.ready()).isFalse();
    assertThat(timer.getQueue()).isEmpty();
    stream.send(frame("late"));
    stream.release();
    assertThat(exchange.completions).hasValue(1);
  }

  @Test
  void timeOutEndsAStuckStream() {
    Stream stream = begin("", SELDOM);
    exchange.output.room.set(0);
    stream.send(frame("one"));
    exchange.output.mayCompleteUnready = true;

    writer.onTimeout(exchange.event());

    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.status).isEqualTo(200);
  }

  @Test
  void streamAfterAnAnswerIsNeverReady() {
    writer.answer(Answer.ok(frame("whole")));

    Stream stream = begin("padding", SELDOM);

    assertThat(stream.ready()).isFalse();
    assertThat(exchange.body()).isEqualTo("whole");
  }
}
