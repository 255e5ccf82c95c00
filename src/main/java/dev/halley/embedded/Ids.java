package dev.halley.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The ids of messages that left the journal, for as long as they are remembered. They do not depend
 * on retention: a message may be gone and its id still be taken.
 *
 * <p>Three maps, each for five minutes, take turns: an id is put into the present one and looked
 * for in all. When the next five minutes begin, the oldest map, whose youngest id is ten minutes
 * old by then, is emptied as a whole. Used by the commit thread alone.
 */
final class Ids {

  private static final long SLICE = Remembered.AGE / 2;
  private static final int MAPS = 3;
  private static final String PRESENT = "ids";

  private final MessageStore store;
  private long present;

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

  void remember(long channel, String id, Remembered remembered) {
    store.ids(map(present)).put(new IdKey(channel, id), store.codec().remembered(remembered));
    store.changed();
  }

  /** What was put under an id last, if it is still there; it may be too old by now. */
  @Nullable Remembered find(long channel, String id) {
    IdKey key = new IdKey(channel, id);
    for (int back = 0; back < MAPS; back++) {
      byte[] bytes = store.ids(map(present + MAPS - back)).get(key);
      if (bytes != null) {
        return store.codec().remembered(bytes);
      }
    }
    return null;
  }
}
