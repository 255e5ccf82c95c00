package dev.halley.embedded;

import java.util.List;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The ids of messages that left the journal, for as long as they are remembered. They do not depend
 * on retention: a message may be gone and its id still be taken.
 *
 * <p>They lie in blocks, one for what was moved of a channel at once, under the offset of the first
 * of them: sorted by id they would be written all over the file. Which id has which offset is known
 * in memory ({@link IdTable}) for a log that is written to.
 *
 * <p>Three maps, each for five minutes, take turns: a block is put into the present one and looked
 * for in all. When the next five minutes begin, the oldest map, whose youngest id is ten minutes
 * old by then, is emptied as a whole. Used by the commit thread alone.
 */
final class Ids {

  private static final long SLICE = Remembered.AGE / 2;
  private static final int MAPS = 3;
  private static final String PRESENT = "ids";

  private final MessageStore store;
  private long present;

  /** An id and what is remembered under it. */
  record Known(String id, Remembered remembered) {}

  Ids(MessageStore store) {
    this.store = store;
    present = store.about(PRESENT);
  }

  /** Takes note of the time. */
  void now(long now) {
    long slice = Math.max(0, now) / SLICE;
    if (slice <= present) {
      return;
    }
    for (long begun = Math.max(present + 1, slice - MAPS + 1); begun <= slice; begun++) {
      store.ids(map(begun)).clear();
    }
    present = slice;
    store.about(PRESENT, present);
    store.changed();
  }

  private static int map(long slice) {
    return (int) (slice % MAPS);
  }

  /** Counts the five minutes. */
  long present() {
    return present;
  }

  /** Remembers ids of a channel, in the order of their offsets. */
  void remember(long channel, List<Known> block) {
    long first = block.get(0).remembered().offset();
    store.ids(map(present)).put(new MessageKey(channel, first), store.codec().block(block));
    store.changed();
  }

  /** What is remembered of the message at an offset; it may be too old by now. */
  @Nullable Known find(long channel, long offset) {
    for (int map = 0; map < MAPS; map++) {
      MVMap<MessageKey, byte[]> ids = store.ids(map);
      MessageKey key = ids.floorKey(new MessageKey(channel, offset));
      byte[] bytes = key == null || key.channel() != channel ? null : ids.get(key);
      if (bytes != null) {
        for (Known known : store.codec().block(bytes)) {
          if (known.remembered().offset() == offset) {
            return known;
          }
        }
      }
    }
    return null;
  }

  /** Gives out all ids of a channel and the offsets of their messages, the older maps first. */
  void each(long channel, BiConsumer<String, Long> use) {
    for (int back = MAPS - 1; back >= 0; back--) {
      Cursor<MessageKey, byte[]> blocks =
          store
              .ids(map(present + MAPS - back))
              .cursor(new MessageKey(channel, 0), new MessageKey(channel, Long.MAX_VALUE), false);
      while (blocks.hasNext()) {
        blocks.next();
        for (Known known : store.codec().block(blocks.getValue())) {
          use.accept(known.id(), known.remembered().offset());
        }
      }
    }
  }
}
