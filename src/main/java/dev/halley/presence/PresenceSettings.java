package dev.halley.presence;

import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import java.time.Duration;

/**
 * The limits of presence.
 *
 * @param rules the presence column
 * @param grace how long a user is still there after the last request ended, above 0
 * @param maxStays users in channels on this node, a user in two counts twice, 1 and up
 * @param maxPerUser channels in which one user is shown, 1 and up
 * @param maxPerAddress how many of maxStays may have come from one address, 1 and up
 * @param maxReaders readers of one user that are counted in a channel, 1 and up
 * @param typing how often a user may say that they type, 0 for as often as they like
 */
public record PresenceSettings(
    Rules<Kept> rules,
    Duration grace,
    int maxStays,
    int maxPerUser,
    int maxPerAddress,
    int maxReaders,
    Duration typing) {

  /** Whether it is kept who is there. */
  public enum Kept {
    ON,
    OFF,
    /** In the channels that are rooms, and not in those below them. */
    IN_ROOMS
  }

  public PresenceSettings {
    if (grace.isNegative() || grace.isZero() || typing.isNegative()) {
      throw new IllegalArgumentException(
          "expected a grace above 0 and 0 and up between two signals; found "
              + grace
              + ", "
              + typing);
    }
    if (maxStays < 1 || maxPerUser < 1 || maxPerAddress < 1 || maxReaders < 1) {
      throw new IllegalArgumentException("expected limits of 1 and up");
    }
  }

  /** Whether it is kept who is in the channel, as far as the rules say. */
  boolean covers(ChannelName channel) {
    Kept kept = rules.findOrNull(channel);
    return kept == Kept.ON || (kept == Kept.IN_ROOMS && RoomName.isRoom(channel.value()));
  }
}
