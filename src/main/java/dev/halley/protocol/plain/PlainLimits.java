package dev.halley.protocol.plain;

/**
 * The limits of the plain pages.
 *
 * @param maxMessage the longest payload, in bytes of its JSON text, 1 and up
 * @param maxPage after so many bytes of payload a page ends and says that there is more, 1 and up
 */
public record PlainLimits(int maxMessage, int maxPage) {

  /** How many messages one page may say that came since the last. */
  static final int MAX_NEW = 200;

  /** How many of the messages before those are shown again, to read them in their context. */
  static final int CONTEXT = 30;

  public PlainLimits {
    if (maxMessage < 1 || maxPage < 1) {
      throw new IllegalArgumentException(
          "expected a message and a page of 1 byte and up; found " + maxMessage + ", " + maxPage);
    }
  }
}
