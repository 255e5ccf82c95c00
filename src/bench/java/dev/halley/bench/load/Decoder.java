package dev.halley.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a server sends on one connection: answers with a length, chunked streams of lines, and
 * after a handshake the frames of a WebSocket. It keeps nothing but half a line of a stream, so ten
 * thousand of them cost little.
 */
final class Decoder {

  private static final int SWITCHING = 101;
  private static final int PING = 9;
  private static final int TEXT = 1;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};

  private enum Mode {
    ANSWER,
    CHUNKS,
    FRAMES
  }

  private Mode mode = Mode.ANSWER;
  private byte[] line = NOTHING;
  private int lineLength;

  /**
   * Reads one thing, if it is whole.
   *
   * @return how many bytes it had, 0 if it is not whole
   */
  int take(Wire wire, byte[] bytes, int from, int to, Ear ear) {
    return switch (mode) {
      case ANSWER -> answer(wire, bytes, from, to, ear);
      case CHUNKS -> chunk(wire, bytes, from, to, ear);
      case FRAMES -> frame(wire, bytes, from, to, ear);
    };
  }

  private int answer(Wire wire, byte[] bytes, int from, int to, Ear ear) {
    int body = endOfHead(bytes, from, to);
    if (body < 0) {
      return 0;
    }
    int status = number(bytes, from + 9, body);
    if (status == SWITCHING) {
      mode = Mode.FRAMES;
      ear.answer(wire, status, bytes, body, body);
      return body - from;
    }
    int length = length(bytes, from, body);
    if (length < 0) {
      mode = Mode.CHUNKS;
      return body - from;
    }
    if (to - body < length) {
      return 0;
    }
    ear.answer(wire, status, bytes, body, body + length);
    return body + length - from;
  }

  private static int endOfHead(byte[] bytes, int from, int to) {
    for (int i = from + 3; i < to; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** The length that the head says, below zero if it says that it is chunked. */
  private static int length(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        if (begins(bytes, i + 1, end, LENGTH)) {
          return number(bytes, i + 1 + LENGTH.length, end);
        }
        if (begins(bytes, i + 1, end, CHUNKED)) {
          return -1;
        }
      }
    }
    return 0;
  }

  private static boolean begins(byte[] bytes, int at, int end, byte[] name) {
    if (end - at < name.length) {
      return false;
    }
    for (int k = 0; k < name.length; k++) {
      int letter = bytes[at + k];
      if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != name[k]) {
        return false;
      }
    }
    return true;
  }

  /** A decimal number, after spaces. */
  private static int number(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    int value = 0;
    for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = value * 10 + bytes[at] - '0';
    }
    return value;
  }

  /** A chunk of RFC 9112, section 7.1. The line end after it may come with the next one. */
  private int chunk(Wire wire, byte[] bytes, int from, int to, Ear ear) {
    int at = from;
    int size = 0;
    for (; at < to && bytes[at] != '\n'; at++) {
      int digit = Character.digit(bytes[at], 16);
      size = digit < 0 ? size : size * 16 + digit;
    }
    boolean isBetween = at < to && at == from + 1 && bytes[from] == '\r';
    if (isBetween) {
      return 2;
    }
    int data = at + 1;
    if (at >= to || to - data < (size == 0 ? 2 : size)) {
      return 0;
    }
    if (size == 0) {
      mode = Mode.ANSWER;
      lineLength = 0;
      ear.ended(wire);
      return data + 2 - from;
    }
    lines(wire, bytes, data, data + size, ear);
    return data + size - from;
  }

  private void lines(Wire wire, byte[] bytes, int from, int to, Ear ear) {
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        if (lineLength == 0) {
          ear.text(wire, bytes, start, i);
        } else {
          keep(bytes, start, i);
          ear.text(wire, line, 0, lineLength);
          lineLength = 0;
        }
        start = i + 1;
      }
    }
    keep(bytes, start, to);
  }

  private void keep(byte[] bytes, int from, int to) {
    int length = to - from;
    if (line.length < lineLength + length) {
      line = Arrays.copyOf(line, 2 * (lineLength + length));
    }
    System.arraycopy(bytes, from, line, lineLength, length);
    lineLength += length;
  }

  /** A frame of RFC 6455, section 5.2: whole messages, which are never masked by a server. */
  private static int frame(Wire wire, byte[] bytes, int from, int to, Ear ear) {
    if (to - from < 4) {
      // A ping or a close of less than two bytes is none that Halley sends.
      return 0;
    }
    int opcode = bytes[from] & 0x0f;
    int length = bytes[from + 1] & 0x7f;
    int data = from + 2;
    if (length == 126) {
      length = ((bytes[from + 2] & 0xff) << 8) | (bytes[from + 3] & 0xff);
      data += 2;
    } else if (length == 127) {
      throw new BenchException("expected frames below 64 KiB over a WebSocket; found a longer one");
    }
    if (to - data < length) {
      return 0;
    }
    switch (opcode) {
      case TEXT -> ear.text(wire, bytes, data, data + length);
      case PING -> wire.pong(bytes, data, length);
      default ->
          throw new BenchException(
              "expected whole texts and pings over a WebSocket; found a frame of the kind "
                  + opcode);
    }
    return data + length - from;
  }
}
