package dev.halley.embedded;

import dev.halley.broker.Retention;
import java.time.Duration;

/**
 * The bounds of the embedded log.
 *
 * @param fallback what holds for a channel that no rule covers
 * @param maxPending appends that may wait for the disk at once, 1 and up; more are refused
 * @param maxPendingBytes what these may weigh together, 1 and up
 * @param tailBytes what the newest messages of the followed channels may weigh in memory
 * @param tailMessages how many of one channel's messages are kept there, 1 and up
 * @param memoryBytes what the messages of all channels that are never on disk may weigh; appends
 *     beyond it are refused
 * @param cacheMegabytes memory for pages of the file, 1 and up
 * @param linger how long a channel is kept in memory after its last use
 * @param maxIdle how many unused channels are kept in memory for that long
 * @param lazyDelay how long a lazy message may wait for the disk
 * @param journalBytes how much is gathered in the journal before it is moved to its place
 * @param journalAge how long a message may lie there
 * @param sweepEvery how often the sweep for what is too old begins
 * @param eraseEvery how often the file is cleaned of what was removed, if something was
 * @param retryAfter how long appends are refused after the disk failed, before it is tried again
 * @param closeWithin how long a close waits for the disk
 */
public record EmbeddedSettings(
    Retention fallback,
    int maxPending,
    long maxPendingBytes,
    long tailBytes,
    int tailMessages,
    long memoryBytes,
    int cacheMegabytes,
    Duration linger,
    int maxIdle,
    Duration lazyDelay,
    long journalBytes,
    Duration journalAge,
    Duration sweepEvery,
    Duration eraseEvery,
    Duration retryAfter,
    Duration closeWithin) {

  private static final long MIB = 1 << 20;

  /** Bounds that fit a heap of 256 MiB and up. */
  public static final EmbeddedSettings DEFAULTS =
      new EmbeddedSettings(
          new Retention(Retention.Durability.DURABLE, 100_000, Duration.ofDays(30)),
          20_000,
          32 * MIB,
          32 * MIB,
          1_000,
          32 * MIB,
          16,
          Duration.ofMinutes(5),
          10_000,
          Duration.ofSeconds(1),
          8 * MIB,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  public EmbeddedSettings {
    atLeast(1, maxPending, "maxPending");
    atLeast(1, maxPendingBytes, "maxPendingBytes");
    atLeast(0, tailBytes, "tailBytes");
    atLeast(1, tailMessages, "tailMessages");
    atLeast(0, memoryBytes, "memoryBytes");
    atLeast(1, cacheMegabytes, "cacheMegabytes");
    atLeast(0, maxIdle, "maxIdle");
    atLeast(1, journalBytes, "journalBytes");
    positive(linger, "linger");
    positive(lazyDelay, "lazyDelay");
    positive(journalAge, "journalAge");
    positive(sweepEvery, "sweepEvery");
    positive(eraseEvery, "eraseEvery");
    positive(retryAfter, "retryAfter");
    positive(closeWithin, "closeWithin");
  }

  /** The same with other sizes; see there. */
  public EmbeddedSettings with(
      int otherPending, long otherTailBytes, long otherMemoryBytes, int otherCacheMegabytes) {
    return new EmbeddedSettings(
        fallback,
        otherPending,
        maxPendingBytes,
        otherTailBytes,
        tailMessages,
        otherMemoryBytes,
        otherCacheMegabytes,
        linger,
        maxIdle,
        lazyDelay,
        journalBytes,
        journalAge,
        sweepEvery,
        eraseEvery,
        retryAfter,
        closeWithin);
  }

  /** The same, cleaned of what was removed as often as given. */
  public EmbeddedSettings erasing(Duration every) {
    return new EmbeddedSettings(
        fallback,
        maxPending,
        maxPendingBytes,
        tailBytes,
        tailMessages,
        memoryBytes,
        cacheMegabytes,
        linger,
        maxIdle,
        lazyDelay,
        journalBytes,
        journalAge,
        sweepEvery,
        every,
        retryAfter,
        closeWithin);
  }

  private static void atLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          "expected " + name + " of " + least + " and up; found " + value);
    }
  }

  private static void positive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("expected " + name + " above 0; found " + value);
    }
  }
}
