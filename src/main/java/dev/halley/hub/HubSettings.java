package dev.halley.hub;

import java.time.Duration;

/**
 * The hub's limits.
 *
 * @param maxHolds open deliveries on this node, 1 and up
 * @param maxHoldsPerUser of one user, 1 and up
 * @param maxHoldsPerAddress of one address, 1 and up
 * @param followLinger how long a channel is still followed after its last watcher left, so that a
 *     client that polls again finds it warm
 * @param threads threads that carry; 1 and up, best one for each core
 * @param coldThreads threads that read what is not in memory, 1 and up; as many again read history
 * @param maxHistoryReads reads of history that wait for such a thread, 1 and up
 */
public record HubSettings(
    int maxHolds,
    int maxHoldsPerUser,
    int maxHoldsPerAddress,
    Duration followLinger,
    int threads,
    int coldThreads,
    int maxHistoryReads) {

  public HubSettings {
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
