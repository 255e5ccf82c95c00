package dev.halley.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where a reader stands: the cursor that it was given last, and how often it has asked. */
final class Place {

  private static final byte[] NAME = Text.bytes("\"cursor\":\"");

  private byte[] cursor = {};
  private int length;
  private int asked;

  /** Takes the cursor out of an answer, if it has one. */
  void take(byte[] bytes, int from, int to) {
    int name = Text.find(NAME, bytes, from, to);
    if (name < 0) {
      return;
    }
    int start = name + NAME.length;
    int end = Text.find((byte) '"', bytes, start, to);
    length = end - start;
    if (cursor.length < length) {
      cursor = Arrays.copyOf(cursor, length);
    }
    System.arraycopy(bytes, start, cursor, 0, length);
  }

  /** The length of the cursor, 0 before there is one. */
  int length() {
    return length;
  }

  void putCursor(ByteBuffer out) {
    out.put(cursor, 0, length);
  }

  /** Counts one more request. */
  int ask() {
    return ++asked;
  }
}
