package dev.halley.embedded;

import dev.halley.message.Draft;
import dev.halley.message.UserName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered under the id of a message, so that a second publish of it stores nothing.
 *
 * @param offset its place in this log
 * @param main its place in the log it was published to, which is another if this holds the copy; 0
 *     if that was not known
 * @param time when it was accepted
 * @param from who published it
 * @param to whom it was sent to
 */
record Remembered(
    long offset, long main, long time, @Nullable UserName from, @Nullable UserName to) {

  /** How long an id is remembered, in milliseconds. */
  static final long AGE = 600_000;

  /** In a busier channel: for how many messages. */
  static final long MESSAGES = 10_000;

  /** Whether the id is still remembered in a log with that end. */
  boolean holds(long last, long now) {
    return offset > last - MESSAGES && time > now - AGE;
  }

  /** Whether the draft is the same message once more, and not another under its id. */
  boolean isSame(Draft draft) {
    return Objects.equals(from, draft.from()) && Objects.equals(to, draft.to());
  }
}
