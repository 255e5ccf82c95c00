package dev.halley.embedded;

import dev.halley.broker.Records;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Ties;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The values of the file as bytes. Each begins with the number of its format, so that a later
 * version can read what an earlier one wrote.
 */
final class MessageCodec {

  private static final int FORMAT = 1;

  /** Of a message that hangs together with others. */
  private static final int TIED = 2;

  private static final int NAMES = 1024;

  /**
   * User names that were read lately. To check one takes longer than to read the rest of a message,
   * and one user's messages lie side by side.
   */
  private final AtomicReferenceArray<@Nullable UserName> names = new AtomicReferenceArray<>(NAMES);

  /** A message without its channel and its offset, which are its key. */
  byte[] message(Message message) {
    Packer packer = new Packer().number(format(message));
    pack(message, packer);
    return packer.bytes();
  }

  Message message(ChannelName channel, long offset, byte[] bytes) {
    Unpacker unpacker = new Unpacker(bytes);
    return unpackMessage(channel, offset, unpacker.version(FORMAT, TIED), unpacker);
  }

  private static int format(Message message) {
    return message.ties().equals(Ties.NONE) ? FORMAT : TIED;
  }

  private static void pack(Message message, Packer packer) {
    packer
        .number(Math.max(0, message.time()))
        .text(message.id().value())
        .text(text(message.from()))
        .text(text(message.to()));
    if (format(message) == TIED) {
      Ties ties = message.ties();
      MessageId refers = ties.refers();
      packer
          .text(refers == null ? null : refers.value())
          .number(ties.at())
          .number(ties.link())
          .number(ties.removed() ? 1 : 0);
    }
    packer.raw(message.data().json());
  }

  private Message unpackMessage(ChannelName channel, long offset, long format, Unpacker unpacker) {
    long time = unpacker.number();
    MessageId id = new MessageId(unpacker.text());
    UserName from = name(unpacker.optionalText());
    UserName to = name(unpacker.optionalText());
    Ties ties = format == TIED ? unpackTies(unpacker) : Ties.NONE;
    Payload data = Payload.ofJson(unpacker.rest());
    return new Message(channel, offset, id, from, to, time, data, ties);
  }

  private static Ties unpackTies(Unpacker unpacker) {
    String refers = unpacker.optionalText();
    return new Ties(
        refers == null ? null : new MessageId(refers),
        unpacker.number(),
        unpacker.number(),
        unpacker.number() == 1);
  }

  private static @Nullable String text(@Nullable UserName name) {
    return name == null ? null : name.value();
  }

  private @Nullable UserName name(@Nullable String value) {
    if (value == null) {
      return null;
    }
    int at = value.hashCode() & (NAMES - 1);
    UserName known = names.get(at);
    if (known != null && known.value().equals(value)) {
      return known;
    }
    UserName name = new UserName(value);
    names.set(at, name);
    return name;
  }

  /** A message on its way to its place, as the journal keeps it. */
  byte[] entry(JournalEntry entry) {
    Packer packer =
        new Packer()
            .number(format(entry.message()))
            .text(entry.message().channel().value())
            .number(entry.message().offset())
            .number(entry.epoch())
            .number(entry.lives())
            .number(entry.main());
    pack(entry.message(), packer);
    return packer.bytes();
  }

  JournalEntry entry(byte[] bytes) {
    Unpacker unpacker = new Unpacker(bytes);
    long format = unpacker.version(FORMAT, TIED);
    ChannelName channel = ChannelName.of(unpacker.text());
    long offset = unpacker.number();
    long epoch = unpacker.number();
    long lives = unpacker.number();
    long main = unpacker.number();
    return new JournalEntry(unpackMessage(channel, offset, format, unpacker), main, epoch, lives);
  }

  byte[] row(ChannelRow row) {
    return new Packer()
        .number(FORMAT)
        .number(row.number())
        .number(row.epoch())
        .number(row.lives())
        .number(row.lowest())
        .number(row.first())
        .number(Math.max(0, row.firstTime()))
        .number(row.last())
        .number(Math.max(0, row.lastTime()))
        .bytes();
  }

  ChannelRow row(byte[] bytes) {
    Unpacker unpacker = new Unpacker(bytes).version(FORMAT);
    return new ChannelRow(
        unpacker.number(),
        unpacker.number(),
        unpacker.number(),
        unpacker.number(),
        unpacker.number(),
        unpacker.number(),
        unpacker.number(),
        unpacker.number());
  }

  /** Ids that are remembered, as they lie in the file beside each other. */
  byte[] block(List<Ids.Known> block) {
    Packer packer = new Packer().number(FORMAT).number(block.size());
    for (Ids.Known known : block) {
      Remembered remembered = known.remembered();
      packer
          .text(known.id())
          .number(remembered.offset())
          .number(remembered.main())
          .number(Math.max(0, remembered.time()))
          .text(text(remembered.from()))
          .text(text(remembered.to()));
    }
    return packer.bytes();
  }

  List<Ids.Known> block(byte[] bytes) {
    Unpacker unpacker = new Unpacker(bytes).version(FORMAT);
    long size = unpacker.number();
    List<Ids.Known> block = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      String id = unpacker.text();
      Remembered remembered =
          new Remembered(
              unpacker.number(),
              unpacker.number(),
              unpacker.number(),
              name(unpacker.optionalText()),
              name(unpacker.optionalText()));
      block.add(new Ids.Known(id, remembered));
    }
    return block;
  }

  byte[] record(Records.Entry entry) {
    return new Packer()
        .number(FORMAT)
        .number(Math.max(0, entry.expires()))
        .text(entry.value())
        .bytes();
  }

  Records.Entry record(byte[] bytes) {
    Unpacker unpacker = new Unpacker(bytes).version(FORMAT);
    long expires = unpacker.number();
    return new Records.Entry(unpacker.text(), expires);
  }
}
