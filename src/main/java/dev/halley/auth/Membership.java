package dev.halley.auth;

import dev.halley.broker.Broker;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;

/** Says who is a member of which private room. */
public interface Membership {

  /** No room has a member. */
  Membership NONE = (user, channel, reach) -> Permissions.Verdict.FORBIDDEN;

  /**
   * Whether the user is a member of the room that the channel belongs to: {@code ALLOWED}, {@code
   * FORBIDDEN}, or, with {@link Broker.Reach#MEMORY}, {@code UNKNOWN}.
   *
   * @param reach with {@code MEMORY} it never waits; else it may wait for the storage
   * @throws dev.halley.broker.BrokerException if the storage cannot be read
   */
  Permissions.Verdict ask(UserName user, ChannelName channel, Broker.Reach reach);
}
