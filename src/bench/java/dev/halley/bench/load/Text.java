package dev.halley.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** What the load says and looks for, as bytes and without garbage. */
final class Text {

  /** The length of a message's number, between two marks. */
  static final int DIGITS = 8;

  /** What stands around a message's number, and nowhere else in what a server says. */
  static final byte MARK = '#';

  /** The length of a message, as JSON: a string with its number and letters to fill it up. */
  static final int PAYLOAD = 100;

  private static final int SHOWN = 300;
  private static final byte[] FILLING = bytes("x".repeat(PAYLOAD - DIGITS - 4) + '"');

  private Text() {}

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Puts a number, with zeros before it. */
  static void putNumber(ByteBuffer out, int number, int digits) {
    int divisor = 1;
    for (int i = 1; i < digits; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      out.put((byte) ('0' + number / divisor % 10));
    }
  }

  /** Puts a message's payload, a JSON string of {@link #PAYLOAD} bytes. */
  static void putPayload(ByteBuffer out, int number) {
    out.put((byte) '"').put(MARK);
    putNumber(out, number, DIGITS);
    out.put(MARK).put(FILLING);
  }

  /** Where the word begins, below zero if it is not there. */
  static int find(byte[] word, byte[] bytes, int from, int to) {
    for (int i = from; i <= to - word.length; i++) {
      int k = 0;
      while (k < word.length && bytes[i + k] == word[k]) {
        k++;
      }
      if (k == word.length) {
        return i;
      }
    }
    return -1;
  }

  /** Where the byte stands, or the end. */
  static int find(byte wanted, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  static String between(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, US_ASCII);
  }

  /** The beginning of a text between two places, for people. */
  static String show(byte[] bytes, int from, int to) {
    return between(bytes, from, Math.min(to, from + SHOWN));
  }
}
