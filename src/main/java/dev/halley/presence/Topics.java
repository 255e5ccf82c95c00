package dev.halley.presence;

import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.ChannelName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the rooms are about: a record for each that has a topic. */
final class Topics {

  /** The longest topic, in characters. */
  static final int MOST = 200;

  private static final String PREFIX = "topic";
  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final int TRIES = 5;

  private final Records records;

  Topics(Records records) {
    this.records = records;
  }

  /** Whether a text may be a topic: not too long, and on one line. */
  static boolean isGood(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** The topic of a room; null if it has none. May wait for the storage. */
  @Nullable String of(String room) {
    Entry entry = records.get(PREFIX + room);
    return entry == null ? null : entry.value();
  }

  /**
   * Sets a topic; an empty one takes it away.
   *
   * @param then gets whether it is so now; on a thread that must not wait
   */
  void set(ChannelName room, String text, Consumer<Boolean> then) {
    set(PREFIX + room.value(), text.isEmpty() ? null : new Entry(text, FOR_EVER), TRIES, then);
  }

  private void set(String key, @Nullable Entry next, int tries, Consumer<Boolean> then) {
    records.compareAndSet(
        key,
        records.get(key),
        next,
        swap -> {
          if (swap == Swap.CHANGED && tries > 1) {
            set(key, next, tries - 1, then);
          } else {
            then.accept(swap == Swap.DONE);
          }
        });
  }

  /** Rooms that have one and whose names come after a text, in their order. */
  List<String> after(String name, int most) {
    return records.keys(PREFIX + name, most).stream()
        .takeWhile(key -> key.startsWith(PREFIX + "/"))
        .map(key -> key.substring(PREFIX.length()))
        .toList();
  }
}
