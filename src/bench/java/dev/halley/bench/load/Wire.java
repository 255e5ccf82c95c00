package dev.halley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection to the server under test. For the loop's thread. */
final class Wire {

  private static final byte[] NOTHING = {};
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Ear ear;
  private final Decoder decoder = new Decoder();
  private byte[] rest = NOTHING;
  private @Nullable ByteBuffer unsent;

  Wire(SocketChannel channel, SelectionKey key, Ear ear) {
    this.channel = channel;
    this.key = key;
    this.ear = ear;
  }

  Ear ear() {
    return ear;
  }

  /** Finishes the connect. */
  void connected() throws IOException {
    if (channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_READ);
      ear.opened(this);
    }
  }

  /** Sends what lies between the buffer's position and its limit, now or as soon as it can be. */
  void send(ByteBuffer bytes) {
    try {
      if (unsent == null) {
        channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        keep(bytes);
      }
    } catch (IOException e) {
      throw cut(e);
    }
  }

  private void keep(ByteBuffer bytes) {
    ByteBuffer before = unsent;
    int length = bytes.remaining() + (before == null ? 0 : before.remaining());
    ByteBuffer all = ByteBuffer.allocate(length);
    if (before != null) {
      all.put(before);
    }
    unsent = all.put(bytes).flip();
    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  /** Sends what could not be sent before. */
  void flush() throws IOException {
    ByteBuffer bytes = unsent;
    if (bytes != null) {
      channel.write(bytes);
      if (!bytes.hasRemaining()) {
        unsent = null;
        key.interestOps(SelectionKey.OP_READ);
      }
    }
  }

  /**
   * Reads what has come, by way of the loop's buffer.
   *
   * @param bytes what the buffer wraps
   */
  void read(ByteBuffer buffer, byte[] bytes) {
    int count;
    try {
      buffer.clear();
      count = channel.read(buffer.put(rest));
    } catch (IOException e) {
      throw cut(e);
    }
    if (count < 0) {
      throw new BenchException("the server has closed a connection on which it was to answer");
    }
    int end = buffer.position();
    int at = 0;
    int taken;
    do {
      taken = at < end ? decoder.take(this, bytes, at, end, ear) : 0;
      at += taken;
    } while (taken > 0);
    if (at == 0 && end == bytes.length) {
      throw new BenchException("expected answers of less than " + end + " bytes; found a longer");
    }
    rest = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
  }

  /**
   * Answers a ping. The mask of a client (RFC 6455, section 5.3) is four zeros, which change
   * nothing.
   */
  void pong(byte[] bytes, int from, int length) {
    ByteBuffer frame = ByteBuffer.allocate(6 + length);
    frame.put((byte) PONG).put((byte) (MASKED | length)).putInt(0).put(bytes, from, length);
    send(frame.flip());
  }

  private static BenchException cut(IOException e) {
    return new BenchException("the server has cut a connection: " + e.getMessage(), e);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BenchException("a connection cannot be closed", e);
    }
  }
}
