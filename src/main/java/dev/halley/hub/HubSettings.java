package dev.halley.hub;

import dev.halley.message.Rules;
import java.time.Duration;

/**
 * The hub's limits.
 *
 * @param maxHolds open deliveries on this node, 1 and up
 * @param maxHoldsPerUser of one user, 1 and up
 * @param maxHoldsPerAddress of one address, 1 and up
 * @param followLinger how long a channel is still followed after its last watcher left, so that a
 *     client that polls again finds it warm
 * @param linger how long those who read a busy channel wait for more, so that an answer carries
 *     several messages; 0 to {@value #MAX_LINGER_MILLIS} ms. No signal goes to a channel's readers
 *     sooner after the one before; the first after a quiet time goes at once
 * @param threads threads that carry; 1 and up, best one for each core
 * @param coldThreads threads that read what is not in memory, 1 and up; as many again read history
 * @param maxHistoryReads reads of history that wait for such a thread, 1 and up
 */
public record HubSettings(
    int maxHolds,
    int maxHoldsPerUser,
    int maxHoldsPerAddress,
    Duration followLinger,
    Rules<Duration> linger,
    int threads,
    int coldThreads,
    int maxHistoryReads) {

  /** The longest that a message may be held back for others. */
  public static final int MAX_LINGER_MILLIS = 1000;

  public HubSettings {
    for (Rules.Line<Duration> line : linger.lines()) {
      if (line.column().isNegative() || line.column().toMillis() > MAX_LINGER_MILLIS) {
        throw new IllegalArgumentException(
            "expected to linger for 0 to " + MAX_LINGER_MILLIS + " ms; found " + line.column());
      }
    }
    if (maxHolds < 1
        || maxHoldsPerUser < 1
        || maxHoldsPerAddress < 1
        || threads < 1
        || coldThreads < 1
        || maxHistoryReads < 1) {
      throw new IllegalArgumentException("expected limits and thread counts of 1 and up");
    }
  }
}
