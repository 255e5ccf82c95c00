package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.message.Cursor;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import java.util.Map;

/**
 * The carriers that say one poll answer after another: lines, a frame's scripts, and a poll that
 * beats, which ends after its first.
 *
 * @param hold what the answers say that a poll would be held, in seconds
 */
record AnswerFraming(JsonEncoder encoder, int hold, Wrapping wrapping) implements Framing {

  @Override
  public String contentType() {
    return wrapping.contentType();
  }

  @Override
  public Map<String, String> headers() {
    return wrapping.headers();
  }

  @Override
  public Frame opening() {
    return Frame.of(wrapping.opening());
  }

  @Override
  public Frame beat() {
    return Frame.of(wrapping.beat());
  }

  @Override
  public Frame batch(Batch batch) {
    return encoder.answer(batch, hold, wrapping);
  }

  @Override
  public Frame empty(Cursor cursor, long delay, boolean superseded) {
    return wrapping.around(encoder.empty(cursor, hold, delay, superseded));
  }

  @Override
  public Frame problem(Problem problem) {
    return wrapping.around(encoder.error(problem));
  }
}
