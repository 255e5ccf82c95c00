package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.broker.BrokerException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Packer} wrote. */
final class Unpacker {

  private final byte[] bytes;
  private int at;

  Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the number that every value in the file begins with.
   *
   * @throws BrokerException if a later version of Halley wrote the value
   */
  Unpacker version(int expected) {
    long found = number();
    if (found != expected) {
      throw new BrokerException(
          "expected a value of format " + expected + " in the message log; found " + found);
    }
    return this;
  }

  /** As the other, where there are two formats; answers which it is. */
  long version(int expected, int other) {
    long found = number();
    if (found != expected && found != other) {
      throw new BrokerException(
          "expected a value of format "
              + expected
              + " or "
              + other
              + " in the message log; found "
              + found);
    }
    return found;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == bytes.length) {
        break;
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw cut();
  }

  /** A text that is not null. */
  String text() {
    String text = optionalText();
    if (text == null) {
      throw cut();
    }
    return text;
  }

  @Nullable String optionalText() {
    long length = number() - 1;
    if (length < 0) {
      return null;
    }
    if (length > bytes.length - at) {
      throw cut();
    }
    String text = new String(bytes, at, (int) length, UTF_8);
    at += (int) length;
    return text;
  }

  byte[] rest() {
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }

  private BrokerException cut() {
    return new BrokerException(
        "expected a whole value in the message log; found " + bytes.length + " bytes of one");
  }
}
