package dev.halley.hub;

import dev.halley.message.Cursor;
import dev.halley.message.Message;
import java.util.List;

/**
 * What came after a cursor.
 *
 * <p>Two batches with equal {@code start}, {@code end}, {@code gaps} and {@code more} hold the same
 * messages, so an encoded one can serve for the other; unless a message in one of them {@linkplain
 * Message#isChanged() has changed}.
 *
 * @param start the cursor before it
 * @param messages in offset order within each channel
 * @param gaps what was missed
 * @param end the cursor after it, over exactly the channels asked for
 * @param more whether the limit cut it short
 */
public record Batch(
    Cursor start, List<Message> messages, List<Missed> gaps, Cursor end, boolean more) {

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return messages.isEmpty() && gaps.isEmpty();
  }
}
