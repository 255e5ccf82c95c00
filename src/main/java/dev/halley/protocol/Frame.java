package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Bytes that are encoded once and written to many wires.
 *
 * <p>The array is shared and nobody changes it: a copy for each of a thousand readers would cost
 * more than all else.
 */
public final class Frame {

  /** No bytes. */
  public static final Frame EMPTY = of(new byte[0]);

  private final byte[] bytes;

  private Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps bytes, which become the frame's own. */
  public static Frame of(byte[] bytes) {
    return new Frame(bytes);
  }

  /** The UTF-8 of a text. */
  public static Frame of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** The bytes: shared, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }
}
