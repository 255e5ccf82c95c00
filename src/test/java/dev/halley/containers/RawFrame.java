package dev.halley.containers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket frame (RFC 6455, section 5.2).
 *
 * @param fin whether it is the last of its message
 * @param opcode what it is
 * @param payload what it carries; unmasked
 */
@SuppressWarnings("ArrayRecordComponent")
record RawFrame(boolean fin, int opcode, byte[] payload) {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static RawFrame of(int opcode, byte[] payload) {
    return new RawFrame(true, opcode, payload);
  }

  static RawFrame text(String text) {
    return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A close with a code and no reason. */
  static RawFrame close(int code) {
    return of(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  boolean isControl() {
    return opcode >= CLOSE;
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The code of a close; 1005 where it has none (section 7.1.5). */
  int code() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
  }

  /** As a client must send it, masked. */
  byte[] masked() {
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    ByteArrayOutputStream wire = new ByteArrayOutputStream(payload.length + 14);
    wire.write((fin ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      wire.write(0x80 | payload.length);
    } else if (payload.length < 0x10000) {
      wire.write(0x80 | 126);
      wire.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      wire.write(0x80 | 127);
      wire.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    wire.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      wire.write(payload[i] ^ mask[i % 4]);
    }
    return wire.toByteArray();
  }
}
