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
    return raw(json, 0);
  }

  /** Adds bytes as they stand, from an index on. */
  public JsonBuffer raw(byte[] json, int from) {
    return part(json, from, json.length);
  }

  /**
   * Adds JSON that was encoded before so that it can stand in a script, also in one within HTML:
   * {@code <} and the two line ends that JSON has and old JavaScript has not, U+2028 and U+2029,
   * are escaped. They stand in strings alone, so it means the same.
   */
  public JsonBuffer script(byte[] json) {
    int done = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '<') {
        part(json, done, i).ascii("\\u003c");
        done = i + 1;
      } else if (json[i] == (byte) 0xe2 && isLineEnd(json, i)) {
        part(json, done, i).ascii(json[i + 2] == (byte) 0xa8 ? "\\u2028" : "\\u2029");
        done = i + 3;
      }
    }
    return part(json, done, json.length);
  }

  private static boolean isLineEnd(byte[] utf8, int at) {
    return at + 2 < utf8.length
        && utf8[at + 1] == (byte) 0x80
        && (utf8[at + 2] == (byte) 0xa8 || utf8[at + 2] == (byte) 0xa9);
  }

  private JsonBuffer part(byte[] json, int from, int to) {
    room(to - from);
    System.arraycopy(json, from, bytes, size, to - from);
    size += to - from;
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
