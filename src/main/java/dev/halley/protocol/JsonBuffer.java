package dev.halley.protocol;

import java.util.Arrays;

/**
 * Collects JSON text (RFC 8259) as UTF-8, byte by byte, with no string in between. Commas and
 * brackets are the caller's. Not safe for use by several threads at once.
 */
public final class JsonBuffer {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** The longest UTF-8 that one char, or its half of a surrogate pair, takes when escaped. */
  private static final int MOST_PER_CHAR = 6;

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
    int length = text.length();
    room(2 + length);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        room(1);
        bytes[size++] = (byte) c;
      } else {
        room(MOST_PER_CHAR);
        if (c < 0x80) {
          escape(c);
        } else if (!Character.isSurrogate(c)) {
          utf8(c);
        } else {
          if (Character.isLowSurrogate(c)
              || i + 1 == length
              || !Character.isLowSurrogate(text.charAt(i + 1))) {
            throw new IllegalArgumentException("expected no surrogate that stands alone");
          }
          utf8(Character.toCodePoint(c, text.charAt(++i)));
        }
      }
    }
    room(1);
    bytes[size++] = '"';
    return this;
  }

  private void escape(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xf];
      }
    }
  }

  private void utf8(int c) {
    if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
    } else {
      if (c < 0x10000) {
        bytes[size++] = (byte) (0xE0 | (c >> 12));
      } else {
        bytes[size++] = (byte) (0xF0 | (c >> 18));
        bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      }
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3F));
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
