package dev.halley.marks;

import dev.halley.message.Message;

/**
 * How much one question may still have read, over all the logs that it looks into: messages, and
 * bytes, for payloads come along. Each log gets an equal share of what is left, so that what the
 * first ones do not need is there for the others.
 */
public final class Allowance {

  /** How many messages of all logs are looked at. */
  static final int MESSAGES = 2_000;

  /** What they weigh. A part that is read may go beyond it. */
  static final long BYTES = 4L << 20;

  private long messages = MESSAGES;
  private long bytes = BYTES;
  private int logs;
  private long shareOfMessages;
  private long shareOfBytes;

  /**
   * A whole one.
   *
   * @param logs how many logs will be looked into, 1 and up
   */
  public Allowance(int logs) {
    this.logs = logs;
  }

  /** The next log is begun. */
  void next() {
    int left = Math.max(1, logs);
    shareOfMessages = Math.min(UnreadCounts.LOOKED_AT, messages / left);
    shareOfBytes = bytes / left;
    logs--;
  }

  /** A message was read. */
  void spend(Message message) {
    long weight = message.weight();
    messages--;
    bytes -= weight;
    shareOfMessages--;
    shareOfBytes -= weight;
  }

  /** How many messages of this log may be read now; 0 for none any more. */
  int share() {
    return shareOfBytes <= 0 || shareOfMessages <= 0 ? 0 : (int) shareOfMessages;
  }

  /** Whether there is anything left for looking up ticks. */
  boolean hasMore() {
    return messages > 0 && bytes > 0;
  }
}
