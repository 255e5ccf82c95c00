package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes numbers and texts into as few bytes as they need; {@link Unpacker} reads them. */
final class Packer {

  private byte[] bytes = new byte[128];
  private int size;

  /** A number of 0 and up, in groups of 7 bits, lowest first. */
  Packer number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("expected a number of 0 and up; found " + value);
    }
    room(10);
    long rest = value;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A text, or null. */
  Packer text(@Nullable String value) {
    if (value == null) {
      return number(0);
    }
    byte[] utf8 = value.getBytes(UTF_8);
    return number(utf8.length + 1L).raw(utf8);
  }

  /** The rest: bytes whose length is what is left. */
  Packer raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
