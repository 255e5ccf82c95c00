package dev.halley.transport;

import java.time.Duration;

/**
 * The limits of WebSockets, whatever their clients do.
 *
 * @param maxText the longest message that is taken, in bytes of UTF-8, 1 and up
 * @param maxUnread how many bytes may wait for a client to read, besides the message that is being
 *     sent, 1 and up
 * @param ping how often a client is asked whether it is still there, a second and up
 * @param stall how long one message may take to be sent, a second and up
 * @param maxSockets how many may be open, 1 and up
 * @param maxPerAddress how many may be open from one address, 1 and up
 */
public record SocketLimits(
    int maxText, int maxUnread, Duration ping, Duration stall, int maxSockets, int maxPerAddress) {

  public SocketLimits {
    if (maxText < 1
        || maxUnread < 1
        || maxSockets < 1
        || maxPerAddress < 1
        || ping.toSeconds() < 1
        || stall.toSeconds() < 1) {
      throw new IllegalArgumentException("expected limits of 1 and times of a second, and up");
    }
  }
}
