package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The open file: what lies where. All of it is one {@link MVStore}, whose versions make several
 * changes one: {@link #commit} has all of them on the disk or none.
 *
 * <pre>
 * about      name of a number         → the number: format, epoch, lives, …
 * journal.0  1, 2, 3 …                → messages that are not yet in their place, in their order
 * journal.1  (the two take turns)
 * channels   channel name             → {@link ChannelRow}
 * messages   {@link MessageKey}       → message
 * ids.0 …    {@link MessageKey}       → what is remembered from there on; see {@link Ids}
 * records    key                      → value and expiry
 * </pre>
 *
 * <p>Only the commit thread changes anything. Any thread may read, within {@link #reading}, which
 * keeps the pages that the reader sees from being overwritten.
 */
final class MessageStore {

  /** The format of the file. */
  private static final long FORMAT = 1;

  /** How much of the chunks should be needed, in percent. */
  private static final int FILL_RATE = 50;

  /** How much is written again at once. */
  private static final int COMPACT_BYTES = 1 << 18;

  private static final String FORMAT_KEY = "format";
  private static final String EPOCH = "epoch";
  private static final String LIVES = "lives";
  private static final String OPEN = "open";
  private static final String NUMBERS = "numbers";

  private final MVStore store;
  private final CheckedFile file;
  private final MessageCodec codec;
  private final MVMap<String, Long> about;
  private final List<MVMap<Long, byte[]>> journals;
  private final MVMap<String, byte[]> channels;
  private final MVMap<MessageKey, byte[]> messages;
  private final List<MVMap<MessageKey, byte[]>> ids;
  private final MVMap<String, byte[]> records;
  private volatile boolean changed;
  private long compactedAt;

  MessageStore(MVStore store, CheckedFile file, MessageCodec codec) {
    this.store = store;
    this.file = file;
    this.codec = codec;
    // What was freed may be overwritten at once: each version is forced before the next begins.
    store.setRetentionTime(0);
    about = map("about", StringDataType.INSTANCE, LongDataType.INSTANCE);
    journals = List.of(journal("journal.0"), journal("journal.1"));
    channels = map("channels", StringDataType.INSTANCE, ByteArrayDataType.INSTANCE);
    messages = map("messages", new MessageKey.Type(), ByteArrayDataType.INSTANCE);
    ids = List.of(ids("ids.0"), ids("ids.1"), ids("ids.2"));
    records = map("records", StringDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  private MVMap<Long, byte[]> journal(String name) {
    return map(name, LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  private MVMap<MessageKey, byte[]> ids(String name) {
    return map(name, new MessageKey.Type(), ByteArrayDataType.INSTANCE);
  }

  private <K, V> MVMap<K, V> map(String name, BasicDataType<K> keys, BasicDataType<V> values) {
    return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
  }

  MessageCodec codec() {
    return codec;
  }

  /** The lives of the logs in it. */
  Epochs epochs() {
    return new Epochs(about(EPOCH), about(LIVES));
  }

  /** Begins an empty file. */
  void begin(long random) {
    about(FORMAT_KEY, FORMAT);
    about(EPOCH, random & Position.MAX_EPOCH);
    commit();
  }

  /** Whether this version of Halley can read it. */
  boolean isOurs() {
    return about(FORMAT_KEY) == FORMAT;
  }

  /** Takes note that it is in use; a new life begins if it was not closed since the last time. */
  void markOpen() {
    if (about(OPEN) != 0 || about(LIVES) == 0) {
      about(LIVES, about(LIVES) + 1);
    }
    about(OPEN, 1);
    commit();
  }

  /** Takes note that all logs are whole. */
  void markClosed() {
    about(OPEN, 0);
    commit();
  }

  /** A number that no channel had before. */
  long newNumber() {
    about(NUMBERS, about(NUMBERS) + 1);
    return about(NUMBERS);
  }

  /** A number about the file; 0 if it was never set. */
  long about(String name) {
    Long value = about.get(name);
    return value == null ? 0 : value;
  }

  void about(String name, long value) {
    if (about(name) != value) {
      about.put(name, value);
      changed = true;
    }
  }

  /** One of the two journals. To be changed through {@link Journal} alone. */
  MVMap<Long, byte[]> journal(int which) {
    return journals.get(which);
  }

  /** One of the three maps of ids. To be changed through {@link Ids} alone. */
  MVMap<MessageKey, byte[]> ids(int which) {
    return ids.get(which);
  }

  MVMap<String, byte[]> records() {
    return records;
  }

  /** Says that a map was changed that the caller got here. */
  void changed() {
    changed = true;
  }

  @Nullable ChannelRow row(ChannelName channel) {
    byte[] bytes = channels.get(channel.value());
    return bytes == null ? null : codec.row(bytes);
  }

  void row(ChannelName channel, ChannelRow row) {
    channels.put(channel.value(), codec.row(row));
    changed = true;
  }

  /** The rows of the channels whose names come after a text, in the order of the names. */
  Cursor<String, byte[]> rowsAfter(String name) {
    // No character that a name can have comes before this one.
    return channels.cursor(name + '\0');
  }

  void message(long number, Message message) {
    messages.put(new MessageKey(number, message.offset()), codec.message(message));
    changed = true;
  }

  @Nullable Message message(long number, ChannelName channel, long offset) {
    byte[] bytes = messages.get(new MessageKey(number, offset));
    return bytes == null ? null : codec.message(channel, offset, bytes);
  }

  /** The messages from one offset to another as far as there is no hole and the limit allows. */
  List<Message> messages(long number, ChannelName channel, long from, long to, Limit limit) {
    Cursor<MessageKey, byte[]> cursor =
        messages.cursor(new MessageKey(number, from), new MessageKey(number, to), false);
    List<Message> found = new ArrayList<>();
    long bytes = 0;
    while (found.size() < limit.messages() && cursor.hasNext()) {
      long offset = cursor.next().offset();
      if (offset != from + found.size()) {
        break;
      }
      Message message = codec.message(channel, offset, cursor.getValue());
      bytes += message.weight();
      if (bytes > limit.bytes() && !found.isEmpty()) {
        break;
      }
      found.add(message);
    }
    return found;
  }

  /**
   * Removes the oldest messages of a channel.
   *
   * @param below what is to be removed: all below this offset
   * @param most how many at once
   * @return how many were removed; fewer than {@code most} if no more are left
   */
  int removeMessages(long number, long below, int most) {
    Cursor<MessageKey, byte[]> cursor =
        messages.cursor(new MessageKey(number, 0), new MessageKey(number, below - 1), false);
    List<MessageKey> old = new ArrayList<>();
    while (old.size() < most && cursor.hasNext()) {
      old.add(cursor.next());
    }
    for (MessageKey key : old) {
      messages.remove(key);
    }
    changed = changed || !old.isEmpty();
    return old.size();
  }

  /** The lowest offset of a channel in the file, from one on; {@code below} if there is none. */
  long lowest(long number, long below) {
    MessageKey key = messages.ceilingKey(new MessageKey(number, 0));
    return key == null || key.channel() != number ? below : Math.min(below, key.offset());
  }

  /** How large the file is, in bytes. */
  long size() {
    return file.size();
  }

  /** Whether something waits for a commit. */
  boolean isChanged() {
    return changed;
  }

  /** Makes all changes since the last one durable. */
  void commit() {
    file.pointAtNextChunk();
    store.commit();
    force();
    changed = false;
  }

  /** Makes sure that all that was written is on the disk, also what another process wrote. */
  void force() {
    store.sync();
    file.checkOpen();
  }

  /** The version that the file is at: that of the last commit. */
  long version() {
    return store.getCurrentVersion();
  }

  /**
   * Writes once more what is needed of some chunks of which little is, so that their space can be
   * used again. About half as much is written as was by commits, so the file stays about twice as
   * large as what lies in it. Takes effect with the next commit.
   *
   * @return whether there was anything to do
   */
  boolean compact() {
    if (file.written() - compactedAt < 2 * COMPACT_BYTES) {
      return false;
    }
    compactedAt = file.written();
    boolean done = store.compact(FILL_RATE, COMPACT_BYTES);
    changed = changed || done;
    return done;
  }

  /**
   * Compacts some of what was written before a version and is partly old, whatever it costs.
   *
   * @return whether there is such
   */
  boolean compactBelow(long version) {
    boolean found = file.compactBelow(version, COMPACT_BYTES);
    changed = changed || found;
    return found;
  }

  /** Makes free blocks of the file blank, see {@link CheckedFile#blank}. */
  long blank(long from, int most) {
    return file.blank(from, most);
  }

  /**
   * Reads. What was committed before stays readable until the call returns.
   *
   * @throws MVStoreException if the file cannot be read or was closed
   * @throws BrokerException if what is in it cannot be understood
   */
  <T> T reading(Function<MessageStore, T> look) {
    MVStore.TxCounter use = store.registerVersionUsage();
    try {
      return look.apply(this);
    } finally {
      store.deregisterVersionUsage(use);
    }
  }

  /** Whether a failure means that the file has to be opened again. */
  static boolean isClosed(MVStoreException e) {
    return e.getErrorCode() == DataUtils.ERROR_CLOSED
        || Causes.has(e, ClosedChannelException.class);
  }

  /** Whether it is closed, by itself after a failure too. */
  boolean isClosed() {
    return store.isClosed();
  }

  /** Closes the file; all changes are committed before. */
  void close() {
    // What is left are the store's notes on its own chunks. They settle after a commit or two.
    for (int i = 0; i < 3 && store.hasUnsavedChanges(); i++) {
      commit();
    }
    store.close();
  }

  /** Lets go of the file without writing to it. */
  void closeNow() {
    store.closeImmediately();
  }
}
