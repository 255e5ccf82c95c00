package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records.Entry;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How values lie in the store. Each begins with a version byte, so that a later version can read
 * what an earlier one wrote. A text is its length in two bytes, -1 for null, and its UTF-8.
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
final class MessageCodec {

  private static final byte VERSION = 1;

  private MessageCodec() {}

  /** A message without what its key says. */
  static byte[] encode(Message message) {
    byte[] id = message.id().value().getBytes(UTF_8);
    byte[] from = bytes(message.from());
    byte[] to = bytes(message.to());
    byte[] data = message.data().json();
    ByteBuffer out =
        ByteBuffer.allocate(1 + 8 + size(id) + size(from) + size(to) + data.length)
            .put(VERSION)
            .putLong(message.time());
    put(out, id);
    put(out, from);
    put(out, to);
    return out.put(data).array();
  }

  /** The message at an offset of a channel. */
  static Message message(ChannelName channel, long offset, byte[] bytes) {
    ByteBuffer in = begin(bytes);
    long time = in.getLong();
    MessageId id = new MessageId(text(in));
    UserName from = user(in);
    UserName to = user(in);
    byte[] data = new byte[in.remaining()];
    in.get(data);
    return new Message(channel, offset, id, from, to, time, Payload.ofJson(data));
  }

  /** The time of a message, without reading the rest of it. */
  static long time(byte[] bytes) {
    return begin(bytes).getLong();
  }

  /** The id of a message. */
  static String id(byte[] bytes) {
    ByteBuffer in = begin(bytes);
    in.getLong();
    return text(in);
  }

  /** What is remembered of an id. */
  static byte[] encode(Remembered remembered) {
    byte[] from = bytes(remembered.from());
    byte[] to = bytes(remembered.to());
    ByteBuffer out =
        ByteBuffer.allocate(1 + 24 + size(from) + size(to))
            .put(VERSION)
            .putLong(remembered.offset())
            .putLong(remembered.named())
            .putLong(remembered.time());
    put(out, from);
    put(out, to);
    return out.array();
  }

  static Remembered remembered(byte[] bytes) {
    ByteBuffer in = begin(bytes);
    return new Remembered(in.getLong(), in.getLong(), in.getLong(), user(in), user(in));
  }

  /** The state of a log. */
  static byte[] encode(LogRow row) {
    return ByteBuffer.allocate(1 + 48)
        .put(VERSION)
        .putLong(row.number())
        .putLong(row.kept())
        .putLong(row.first())
        .putLong(row.remembered())
        .putLong(row.last())
        .putLong(row.lastTime())
        .array();
  }

  static LogRow row(byte[] bytes) {
    ByteBuffer in = begin(bytes);
    return new LogRow(
        in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** A record. */
  static byte[] encode(Entry entry) {
    byte[] value = entry.value().getBytes(UTF_8);
    return ByteBuffer.allocate(1 + 8 + value.length)
        .put(VERSION)
        .putLong(entry.expires())
        .put(value)
        .array();
  }

  static Entry entry(byte[] bytes) {
    ByteBuffer in = begin(bytes);
    long expires = in.getLong();
    return new Entry(UTF_8.decode(in).toString(), expires);
  }

  private static ByteBuffer begin(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new BrokerException(
            "The data was written by another version of Halley: expected format "
                + VERSION
                + ", found "
                + version);
      }
      return in;
    } catch (BufferUnderflowException e) {
      throw new BrokerException("The data holds an empty value", e);
    }
  }

  private static byte @Nullable [] bytes(@Nullable UserName name) {
    return name == null ? null : name.value().getBytes(UTF_8);
  }

  private static int size(byte @Nullable [] text) {
    return 2 + (text == null ? 0 : text.length);
  }

  private static void put(ByteBuffer out, byte @Nullable [] text) {
    if (text == null) {
      out.putShort((short) -1);
    } else {
      out.putShort((short) text.length).put(text);
    }
  }

  private static @Nullable UserName user(ByteBuffer in) {
    int length = in.getShort();
    if (length < 0) {
      return null;
    }
    byte[] text = new byte[length];
    in.get(text);
    return new UserName(new String(text, UTF_8));
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getShort()];
    in.get(text);
    return new String(text, UTF_8);
  }
}
