package dev.halley.broker;

import java.time.Duration;

/**
 * The broker's column of a rule: how safely and how long a channel's messages are kept.
 *
 * @param durability how safe a message is before it is acknowledged or read
 * @param messages at most so many of the newest are kept, 1 and up
 * @param age none older than this is given out
 */
public record Retention(Durability durability, long messages, Duration age) {

  /** How safe a message is before it is acknowledged or read. */
  public enum Durability {
    /** On disk: survives a crash of the process and of the machine. */
    DURABLE,
    /** On disk within seconds: a crash may lose the end of the log, which then has a new epoch. */
    LAZY,
    /** Never on disk: a restart begins the log again. */
    MEMORY
  }

  public Retention {
    if (messages < 1 || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "expected at least 1 message and an age above 0; found " + messages + ", " + age);
    }
  }
}
