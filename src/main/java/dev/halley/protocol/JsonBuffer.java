package dev.halley.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/**
 * Collects JSON text (RFC 8259) as UTF-8, out of parts that are bytes already for the most part.
 * Commas and brackets are the caller's. Not safe for use by several threads at once.
 */
public final class JsonBuffer {

  private byte[] bytes;
  private int size;

  /** An empty buffer that grows as needed. */
  public JsonBuffer(int expected) {
    this.bytes = new byte[Math.max(16, expected)];
  }

  /** Adds text of ASCII characters as it stands: brackets, commas, names, numbers. */
  public JsonBuffer ascii(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Adds one ASCII character as it stands. */
  public JsonBuffer ascii(char c) {
    room(1);
    bytes[size++] = (byte) c;
    return this;
  }

  /** Adds bytes as they stand: JSON that was encoded before. */
  public JsonBuffer raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** Adds an integer. */
  public JsonBuffer number(long value) {
    return ascii(Long.toString(value));
  }

  /**
   * Adds a string in quotes. Only what must be is escaped (RFC 8259, section 7).
   *
   * @throws IllegalArgumentException if a surrogate stands alone: no UTF-8 says that
   */
  public JsonBuffer string(String text) {
    return ascii('"').raw(JsonStringEncoder.getInstance().quoteAsUTF8(text)).ascii('"');
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** How many bytes there are so far. */
  public int size() {
    return size;
  }

  /** A copy of what was collected. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What was collected, as a frame. */
  public Frame frame() {
    return Frame.of(bytes());
  }
}
