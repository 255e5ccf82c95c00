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
 * @param ties to others of its log
 */
public record Message(
    ChannelName channel,
    long offset,
    MessageId id,
    @Nullable UserName from,
    @Nullable UserName to,
    long time,
    Payload data,
    Ties ties) {

  /** What a message takes besides its payload, in an answer or in memory, about. */
  private static final int ENVELOPE = 256;

  public Message {
    if (offset < 1 || offset > Position.MAX_OFFSET) {
      throw new IllegalArgumentException("expected an offset from 1 to 2^53 - 1; found " + offset);
    }
  }

  /** A message that has nothing to do with others. */
  public Message(
      ChannelName channel,
      long offset,
      MessageId id,
      @Nullable UserName from,
      @Nullable UserName to,
      long time,
      Payload data) {
    this(channel, offset, id, from, to, time, data, Ties.NONE);
  }

  /** About how many bytes it takes in an answer or in memory: what bounds are counted in. */
  public int weight() {
    return ENVELOPE + data.size();
  }

  /** Whether it takes another away. */
  public boolean isRemoval() {
    return ties.refers() != null && !ties.removed() && data.isNull();
  }

  /**
   * Whether it is no longer as it was when it was stored: so the same offset may have been told
   * otherwise before.
   */
  public boolean isChanged() {
    return ties.removed() || ties.corrected() > 0;
  }

  /** The same with another newest correction. */
  public Message corrected(long by) {
    return new Message(
        channel, offset, id, from, to, time, data, new Ties(null, 0, by, ties.removed()));
  }

  /** The same without its payload. */
  public Message emptied() {
    Ties left = new Ties(ties.refers(), ties.at(), ties.link(), true);
    return new Message(channel, offset, id, from, to, time, Payload.NULL, left);
  }
}
