package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.Stream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How often the container is called to carry something. A whole answer that is written at once, as
 * long as its length says and without a flush, goes with its head into one call of the system.
 */
class WriteCallsTest {

  private final FakeExchange exchange = new FakeExchange("GET");
  private final AsyncWriter writer = exchange.open(new Wires(Refusals.UNHEARD));

  @Test
  void answerOfAPollIsOneWriteOfItsWholeLengthAndNoFlush() {
    Frame body = Frame.of("{\"messages\":[]}");
    writer.answer(Answer.ok(body));
    writer.release();

    assertThat(exchange.output.writes).hasValue(1);
    assertThat(exchange.output.flushes).hasValue(0);
    assertThat(exchange.contentLength).isEqualTo(body.size());
    assertThat(exchange.body()).hasSize(body.size());
    assertThat(exchange.completions).hasValue(1);
    assertThat(exchange.violations).isEmpty();
  }

  @Test
  void batchOfAStreamIsOneWriteAndOneFlush() {
    Answer head = new Answer(200, "text/x", Map.of(), Frame.EMPTY);
    Opening opening = new Opening(head, Frame.of("."), Duration.ofHours(1), () -> {});
    Stream stream = writer.stream(opening);
    int before = exchange.output.flushes.get();
    for (int i = 0; i < 10; i++) {
      stream.send(Frame.of("a batch of some messages\n"));
    }

    assertThat(exchange.output.writes).hasValue(10);
    assertThat(exchange.output.flushes).hasValue(before + 10);
    assertThat(exchange.violations).isEmpty();
    exchange.timer.shutdownNow();
  }
}
