package dev.halley.message;

import org.jspecify.annotations.Nullable;

/**
 * A message in its place.
 *
 * @param channel the log it lies in
 * @param offset its place there: 1 and up, with no hole, below 2^53
 * @param id unique in the channel while remembered
 * @param from the authenticated user; null for the server itself or an anonymous publisher
 * @param to the user it was sent to; null outside inboxes
 * @param time when the server accepted it, milliseconds since 1970-01-01 UTC; never below that of
 *     the offset before
 * @param data the payload
 */
public record Message(
    ChannelName channel,
    long offset,
    MessageId id,
    @Nullable UserName from,
    @Nullable UserName to,
    long time,
    Payload data) {

  /** What a message takes besides its payload, in an answer or in memory, about. */
  private static final int ENVELOPE = 256;

  public Message {
    if (offset < 1 || offset > Position.MAX_OFFSET) {
      throw new IllegalArgumentException("expected an offset from 1 to 2^53 - 1; found " + offset);
    }
  }

  /** About how many bytes it takes in an answer or in memory: what bounds are counted in. */
  public int weight() {
    return ENVELOPE + data.size();
  }
}
