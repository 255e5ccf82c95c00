package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.message.Cursor;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;

/**
 * The carrier {@code /v1/stream}: each line is an answer or a problem, an empty line is a beat.
 *
 * @param hold what the answers say that a poll would be held, in seconds
 * @param padding how many spaces the first line has; 0 for no such line
 */
record LineFraming(JsonEncoder encoder, int hold, int padding) implements Framing {

  private static final Frame BLANK = Frame.of("\n");

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public Frame opening() {
    return padding == 0 ? Frame.EMPTY : Frame.of(" ".repeat(padding) + "\n");
  }

  @Override
  public Frame beat() {
    return BLANK;
  }

  @Override
  public Frame batch(Batch batch) {
    return encoder.answer(batch, hold, "", "\n");
  }

  @Override
  public Frame empty(Cursor cursor, long delay, boolean superseded) {
    return encoder.empty(cursor, hold, delay, superseded, "", "\n");
  }

  @Override
  public Frame problem(Problem problem) {
    return encoder.problem(problem, "", "\n");
  }
}
