package dev.halley.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a draft says of an earlier message: that it takes its place or, with the payload {@code
 * null}, that it takes it away.
 *
 * @param id the id of that message
 * @param at its offset in the draft's channel or, if that is not the sender's own inbox, in that; 0
 *     if it is not known. Then the message is found for as long as its id is remembered
 * @param within how old the message may be, which must be the sender's own; null for one who may do
 *     this with any message
 */
public record Referral(MessageId id, long at, @Nullable Duration within) {

  public Referral {
    if (at < 0 || at > Position.MAX_OFFSET) {
      throw new IllegalArgumentException("expected an offset from 0 to 2^53 - 1; found " + at);
    }
  }
}
