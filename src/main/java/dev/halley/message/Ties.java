package dev.halley.message;

import org.jspecify.annotations.Nullable;

/**
 * How a message hangs together with others of its log: a later one may correct or remove an earlier
 * one. The newest correction is known to the message that is corrected, and each correction knows
 * the one before it, so whoever removes a message finds all of them.
 *
 * @param refers the id of the message that this one corrects or removes; null for any other
 * @param at the offset of that message in this log; 0 for none, also where it is gone
 * @param link of a message that is corrected: the offset of the newest correction; of a correction:
 *     that of the one before; 0 for none
 * @param removed whether the payload was taken away
 */
public record Ties(@Nullable MessageId refers, long at, long link, boolean removed) {

  /** Of a message that has nothing to do with others. */
  public static final Ties NONE = new Ties(null, 0, 0, false);

  public Ties {
    if (at < 0 || at > Position.MAX_OFFSET || link < 0 || link > Position.MAX_OFFSET) {
      throw new IllegalArgumentException(
          "expected offsets from 0 to 2^53 - 1; found " + at + ", " + link);
    }
  }

  /** The offset of the newest correction of a message that is no correction itself; 0 for none. */
  public long corrected() {
    return refers == null ? link : 0;
  }
}
