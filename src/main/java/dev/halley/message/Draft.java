package dev.halley.message;

import org.jspecify.annotations.Nullable;

/**
 * A message that has no place in a log yet.
 *
 * @param channel where it is published
 * @param copy a second log that gets the message in the same commit, so that a sender's other
 *     devices see what was sent; null for none
 * @param id unique in each of the logs while remembered
 * @param from the authenticated user; null for the server itself or an anonymous publisher
 * @param to the user it is sent to; null outside inboxes
 * @param data the payload
 * @param refers what it says of an earlier message; null for most
 */
public record Draft(
    ChannelName channel,
    @Nullable ChannelName copy,
    MessageId id,
    @Nullable UserName from,
    @Nullable UserName to,
    Payload data,
    @Nullable Referral refers) {

  public Draft {
    if (copy != null && channel.equals(copy)) {
      throw new IllegalArgumentException("expected the copy in another log than " + channel);
    }
  }

  /** A draft that says nothing of an earlier message. */
  public Draft(
      ChannelName channel,
      @Nullable ChannelName copy,
      MessageId id,
      @Nullable UserName from,
      @Nullable UserName to,
      Payload data) {
    this(channel, copy, id, from, to, data, null);
  }

  /**
   * A draft as one publishes it: sent to an inbox it is also kept in the sender's own, unless that
   * is the same.
   */
  public static Draft to(ChannelName channel, MessageId id, @Nullable UserName from, Payload data) {
    if (!channel.isInbox()) {
      return new Draft(channel, null, id, from, null, data);
    }
    UserName to = channel.owner().orElseThrow();
    ChannelName copy = from == null || from.equals(to) ? null : from.inbox();
    return new Draft(channel, copy, id, from, to, data);
  }

  /** The same, which says something of an earlier message. */
  public Draft referring(Referral earlier) {
    return new Draft(channel, copy, id, from, to, data, earlier);
  }
}
