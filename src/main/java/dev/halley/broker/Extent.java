package dev.halley.broker;

import dev.halley.message.Position;

/**
 * What a log holds.
 *
 * @param epoch which life of the log
 * @param first the lowest offset that is still there; {@code last + 1} if there is none
 * @param last the highest offset that was ever given; 0 if none
 */
public record Extent(long epoch, long first, long last) {

  /** The place after the newest message. */
  public Position end() {
    return new Position(epoch, last);
  }

  /** The place from which the newest {@code count} messages follow, as far as there are so many. */
  public Position before(int count) {
    return new Position(epoch, Math.max(first - 1, last - count));
  }
}
