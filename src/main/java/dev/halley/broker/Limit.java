package dev.halley.broker;

/**
 * How much one read may bring.
 *
 * @param messages at most so many, 1 and up
 * @param bytes no message is taken that would bring the sum of the {@linkplain
 *     dev.halley.message.Message#weight() weights} above this; the first one always is
 */
public record Limit(int messages, long bytes) {

  public Limit {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 message and 1 byte; found " + messages + ", " + bytes);
    }
  }
}
