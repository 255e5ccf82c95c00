package dev.halley.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the token of a {@link Cursor}: base64url (RFC 4648, section 5, no padding) of a
 * version byte and, for each channel in the order of its {@linkplain ChannelName#key() key}, 8
 * bytes of key, 6 of epoch and the offset in groups of 7 bits, lowest first. A hundred channels
 * take at most 2,935 characters; a hundred names would not fit.
 *
 * <p>Every poll brings one and takes one away, so it is done with bytes in arrays and nothing else.
 */
final class CursorToken {

  private static final byte VERSION = 1;
  private static final int MAX_OFFSET_BYTES = 8;
  private static final int EPOCH_BYTES = 6;
  private static final int FIXED = Long.BYTES + EPOCH_BYTES;

  /** The most bytes that one channel takes. */
  static final int MAX_ENTRY = FIXED + MAX_OFFSET_BYTES;

  /** How many numbers stand for a channel: its key, epoch and offset. */
  static final int NUMBERS = 3;

  private CursorToken() {}

  /** The numbers that a token says; null if no server of this version can have made it. */
  static long @Nullable [] read(String token) {
    byte[] text = token.getBytes(ISO_8859_1);
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
    if (bytes.length == 0 || bytes[0] != VERSION) {
      return null;
    }
    // One more than fit, for the beginning of an entry that is cut off.
    long[] numbers = new long[(bytes.length / (FIXED + 1) + 1) * NUMBERS];
    int size = 0;
    int at = 1;
    while (at < bytes.length) {
      int end = offsetEnd(bytes, at + FIXED);
      if (end < 0) {
        return null;
      }
      numbers[size] = number(bytes, at, Long.BYTES);
      numbers[size + 1] = number(bytes, at + Long.BYTES, EPOCH_BYTES);
      numbers[size + 2] = offset(bytes, at + FIXED, end);
      size += NUMBERS;
      at = end;
    }
    // Each cursor has one token: padding and stray bits are not ours.
    return Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(bytes), text)
        ? Arrays.copyOf(numbers, size)
        : null;
  }

  /** Where an offset ends; negative if it does not, is too long, or has a shorter form. */
  private static int offsetEnd(byte[] bytes, int from) {
    int last = from;
    while (last < bytes.length && bytes[last] < 0) {
      last++;
    }
    boolean good =
        last < bytes.length && last - from < MAX_OFFSET_BYTES && (last == from || bytes[last] != 0);
    return good ? last + 1 : -1;
  }

  private static long offset(byte[] bytes, int from, int end) {
    long offset = 0;
    for (int i = end - 1; i >= from; i--) {
      offset = offset << 7 | (bytes[i] & 0x7f);
    }
    return offset;
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = number << Byte.SIZE | (bytes[i] & 0xff);
    }
    return number;
  }

  /** The token of these numbers, as ASCII. */
  static byte[] write(long[] numbers) {
    byte[] bytes = new byte[1 + numbers.length / NUMBERS * MAX_ENTRY];
    bytes[0] = VERSION;
    int at = 1;
    for (int i = 0; i < numbers.length; i += NUMBERS) {
      at = put(bytes, at, numbers[i], Long.BYTES);
      at = put(bytes, at, numbers[i + 1], EPOCH_BYTES);
      at = putOffset(bytes, at, numbers[i + 2]);
    }
    byte[] used = at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
    return Base64.getUrlEncoder().withoutPadding().encode(used);
  }

  private static int put(byte[] bytes, int at, long number, int length) {
    for (int i = 0; i < length; i++) {
      bytes[at + i] = (byte) (number >>> (Byte.SIZE * (length - 1 - i)));
    }
    return at + length;
  }

  private static int putOffset(byte[] bytes, int at, long offset) {
    int next = at;
    long rest = offset;
    while (rest >= 0x80) {
      bytes[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }
}
