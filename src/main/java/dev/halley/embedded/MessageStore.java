package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Limit;
import dev.halley.broker.Records.Entry;
import dev.halley.embedded.StoreKeys.Id;
import dev.halley.embedded.StoreKeys.Place;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The maps of one MVStore: messages by place, logs by name, remembered ids, records, and a few
 * numbers. In a file or in memory alone.
 *
 * <p>One thread writes; any thread reads, also what is not committed: who may see what is not this
 * class's business. A store whose write failed is closed by MVStore for good, and is then opened
 * again where it was last committed.
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
final class MessageStore implements AutoCloseable {

  private final StoreFile file;
  private volatile Maps maps;

  /** The maps of one opening. */
  private record Maps(
      MVStore store,
      MVMap<Place, byte[]> messages,
      MVMap<String, byte[]> logs,
      MVMap<Id, byte[]> ids,
      MVMap<String, byte[]> records,
      MVMap<String, Long> numbers) {

    static Maps of(MVStore store) {
      return new Maps(
          store,
          store.openMap(
              "messages",
              new MVMap.Builder<Place, byte[]>()
                  .keyType(new StoreKeys.PlaceType())
                  .valueType(ByteArrayDataType.INSTANCE)),
          store.openMap("logs", byText()),
          store.openMap(
              "ids",
              new MVMap.Builder<Id, byte[]>()
                  .keyType(new StoreKeys.IdType())
                  .valueType(ByteArrayDataType.INSTANCE)),
          store.openMap("records", byText()),
          store.openMap(
              "numbers",
              new MVMap.Builder<String, Long>()
                  .keyType(StringDataType.INSTANCE)
                  .valueType(LongDataType.INSTANCE)));
    }

    private static MVMap.Builder<String, byte[]> byText() {
      return new MVMap.Builder<String, byte[]>()
          .keyType(StringDataType.INSTANCE)
          .valueType(ByteArrayDataType.INSTANCE);
    }
  }

  /** Something that is done with the maps and may fail with them. */
  private interface Look<T> {
    T at(Maps maps);
  }

  /**
   * Opens a store.
   *
   * @throws BrokerException with one sentence that says why it cannot
   */
  MessageStore(StoreFile file) {
    this.file = file;
    this.maps = Maps.of(file.open());
  }

  /** Reads; if the store was opened again meanwhile, once more. */
  private <T> T read(Look<T> look) {
    Maps before = maps;
    try {
      return look.at(before);
    } catch (MVStoreException e) {
      Maps now = maps;
      if (now != before) {
        try {
          return look.at(now);
        } catch (MVStoreException again) {
          throw unreadable(again);
        }
      }
      throw unreadable(e);
    }
  }

  private BrokerException unreadable(MVStoreException cause) {
    return new BrokerException(file + " cannot be read: " + cause.getMessage(), cause);
  }

  /** What is known of a log, or null. */
  @Nullable LogRow row(ChannelName channel) {
    byte[] bytes = read(m -> m.logs.get(channel.value()));
    return bytes == null ? null : MessageCodec.row(bytes);
  }

  void putRow(ChannelName channel, LogRow row) {
    maps.logs.put(channel.value(), MessageCodec.encode(row));
  }

  /** The names of logs from one on, at most so many. */
  List<String> names(@Nullable String from, int most) {
    return read(
        m -> {
          List<String> names = new ArrayList<>();
          Iterator<String> keys = m.logs.keyIterator(from);
          while (keys.hasNext() && names.size() < most) {
            names.add(keys.next());
          }
          return names;
        });
  }

  void put(long log, Message message) {
    maps.messages.put(new Place(log, message.offset()), MessageCodec.encode(message));
  }

  void removeMessage(long log, long offset) {
    maps.messages.remove(new Place(log, offset));
  }

  /** The bytes of a message, or null. */
  byte @Nullable [] message(long log, long offset) {
    return read(m -> m.messages.get(new Place(log, offset)));
  }

  /** The messages from one offset to another, as many as the limit lets. */
  List<Message> messages(ChannelName channel, long log, long from, long to, Limit limit) {
    return read(
        m -> {
          List<Message> found = new ArrayList<>();
          long weight = 0;
          var cursor = m.messages.cursor(new Place(log, from), new Place(log, to), false);
          while (cursor.hasNext() && found.size() < limit.messages()) {
            Place place = cursor.next();
            Message message = MessageCodec.message(channel, place.offset(), cursor.getValue());
            weight += message.weight();
            if (weight > limit.bytes() && !found.isEmpty()) {
              break;
            }
            found.add(message);
          }
          return found;
        });
  }

  @Nullable Remembered remembered(long log, String id) {
    byte[] bytes = maps.ids.get(new Id(log, id));
    return bytes == null ? null : MessageCodec.remembered(bytes);
  }

  void remember(long log, String id, Remembered remembered) {
    maps.ids.put(new Id(log, id), MessageCodec.encode(remembered));
  }

  void forget(long log, String id) {
    maps.ids.remove(new Id(log, id));
  }

  @Nullable Entry record(String key) {
    byte[] bytes = read(m -> m.records.get(key));
    return bytes == null ? null : MessageCodec.entry(bytes);
  }

  void putRecord(String key, @Nullable Entry entry) {
    if (entry == null) {
      maps.records.remove(key);
    } else {
      maps.records.put(key, MessageCodec.encode(entry));
    }
  }

  /** Records from a key on, at most so many. */
  Map<String, Entry> records(@Nullable String from, int most) {
    return read(
        m -> {
          Map<String, Entry> found = new java.util.LinkedHashMap<>();
          var cursor = m.records.cursor(from);
          while (cursor.hasNext() && found.size() < most) {
            found.put(cursor.next(), MessageCodec.entry(cursor.getValue()));
          }
          return found;
        });
  }

  /** A number that the store keeps, or the other one. */
  long number(String name, long absent) {
    Long value = maps.numbers.get(name);
    return value == null ? absent : value;
  }

  void putNumber(String name, long value) {
    maps.numbers.put(name, value);
  }

  boolean hasUncommitted() {
    return maps.store.hasUnsavedChanges();
  }

  /**
   * Writes all changes and forces them to the disk.
   *
   * @throws BrokerException if that fails: what was not committed is then gone from the maps, which
   *     stand where they were last committed, or, if not even that can be read, closed
   */
  void commit() {
    try {
      maps.store.commit();
      maps.store.sync();
    } catch (MVStoreException e) {
      reopen();
      throw new BrokerException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Opens the store again after a write failed; harmless to call again. */
  void reopen() {
    maps.store.closeImmediately();
    maps = Maps.of(file.open());
  }

  boolean isOpen() {
    return !maps.store.isClosed();
  }

  /** Lets space be used again that removed messages took, at most so many bytes at a time. */
  void compact(int bytes) {
    MVStore store = maps.store;
    if (store.isPersistent() && store.getFileStore().getChunksFillRate() < 60) {
      store.compact(60, bytes);
    }
  }

  /** How large the file is, in bytes; 0 in memory. */
  long size() {
    MVStore store = maps.store;
    return store.isPersistent() ? store.getFileStore().size() : 0;
  }

  @Override
  public void close() {
    MVStore store = maps.store;
    if (!store.isClosed()) {
      store.close();
    }
  }
}
