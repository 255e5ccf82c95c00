package dev.halley.embedded;

import java.time.Duration;

/**
 * The bounds of the embedded log.
 *
 * @param tailBytes how much memory the newest messages of the channels in use take, in bytes, 1 and
 *     up
 * @param pageCacheBytes how much memory pages of the file take, in bytes, a megabyte and up
 * @param maxPending how many appends may wait for a commit, 1 and up
 * @param maxPendingBytes how many bytes of payload these may have together, 1 and up
 * @param lazyDelay after how long at most a lazy message is on disk
 * @param linger how long a channel that nobody uses stays in memory
 * @param sweepInterval how often retention is looked after
 * @param sweepSteps how many channels, and how many messages, one look takes at most, 1 and up
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
public record EmbeddedSettings(
    long tailBytes,
    long pageCacheBytes,
    int maxPending,
    long maxPendingBytes,
    Duration lazyDelay,
    Duration linger,
    Duration sweepInterval,
    int sweepSteps) {

  /** What suits a server of the usual size. */
  public static final EmbeddedSettings DEFAULTS =
      new EmbeddedSettings(
          64L << 20,
          16L << 20,
          20_000,
          64L << 20,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          2_000);

  public EmbeddedSettings {
    if (tailBytes < 1
        || pageCacheBytes < 1 << 20
        || maxPending < 1
        || maxPendingBytes < 1
        || sweepSteps < 1
        || lazyDelay.toMillis() < 1
        || sweepInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "expected bounds of 1 and up, and a page cache of a megabyte and up");
    }
  }
}
