package dev.halley.protocol.json;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The limits of Halley's own language.
 *
 * @param maxMessage the longest payload, in bytes of its JSON text, 1 and up
 * @param maxAnswer after so many bytes of payload an answer ends, with at least one message, 1 and
 *     up
 * @param maxChannels how many channels one request may name, 1 to 100
 * @param maxHold how long a poll is held at most, in seconds, 1 to 300
 * @param drainDelay the longest time that a client is told to wait before its next poll when this
 *     node stops; each is told one of its own
 * @param cacheBytes how much encoded text is kept to be used again, 1 and up
 * @param editWithin how long the author of a message may correct or remove it, 0 and up
 */
public record JsonLimits(
    int maxMessage,
    int maxAnswer,
    int maxChannels,
    int maxHold,
    Duration drainDelay,
    long cacheBytes,
    Duration editWithin) {

  /**
   * How long a poll is held when the client does not say, in seconds; {@link #maxHold} bounds it.
   */
  public static final int DEFAULT_HOLD = 25;

  /** The longest hold that a client may ask for, in seconds, and the longest that can be set. */
  public static final int LONGEST_HOLD = 300;

  /** The most channels that fit a cursor. */
  public static final int MOST_CHANNELS = 100;

  /** How many bytes a stream carries: after the batch that reaches them it ends. */
  static final long MAX_STREAM = 1 << 20;

  /** How long a stream is open at most. */
  public static final Duration STREAM_LIFE = Duration.ofMinutes(10);

  /** How many messages of one socket may wait for their answer. */
  static final int MAX_PUBLISHING = 100;

  /** How many names one change of a room's members may add, and how many remove. */
  static final int MAX_NAMES = 100;

  /** How many messages a batch may hold. */
  public static final int MAX_BATCH = 100;

  /** Everything as the protocol's page has it. */
  public static final JsonLimits DEFAULTS =
      new JsonLimits(
          64 << 10,
          1 << 20,
          MOST_CHANNELS,
          55,
          Duration.ofSeconds(5),
          32L << 20,
          Duration.ofMinutes(15));

  public JsonLimits {
    check("maxMessage", maxMessage, Integer.MAX_VALUE);
    check("maxAnswer", maxAnswer, Integer.MAX_VALUE);
    check("maxChannels", maxChannels, MOST_CHANNELS);
    check("maxHold", maxHold, LONGEST_HOLD);
    check("drainDelay", drainDelay.toMillis(), Integer.MAX_VALUE);
    check("cacheBytes", cacheBytes, Long.MAX_VALUE);
    if (editWithin.isNegative()) {
      throw new IllegalArgumentException("expected editWithin of 0 and up; found " + editWithin);
    }
  }

  private static void check(String name, long found, long most) {
    if (found < 1 || found > most) {
      throw new IllegalArgumentException(
          "expected " + name + " from 1 to " + most + "; found " + found);
    }
  }

  /** A delay of its own, so that those who were held do not all come back at the same moment. */
  long someDrainDelay() {
    return ThreadLocalRandom.current().nextLong(1, drainDelay.toMillis() + 1);
  }

  /** The hold of a poll that does not ask for one, in seconds. */
  int defaultHold() {
    return Math.min(DEFAULT_HOLD, maxHold);
  }
}
