package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;

/**
 * Where a message is put first: behind the one before, whatever its channel, so that a commit
 * writes a page or two however many channels it is for. Later, and many at once, the messages are
 * moved to their places among those of their channels ({@link Settler}).
 *
 * <p>Two maps take turns: new messages go into one while what is in the other is moved; then the
 * other is emptied as a whole. Used by the commit thread alone.
 */
final class Journal {

  private final MessageStore store;
  private int current;
  private long next = 1;
  private long weight;

  /** Begins an empty journal: what was in the file is forgotten with the next commit. */
  Journal(MessageStore store) {
    this.store = store;
    clear(0);
    clear(1);
  }

  private void clear(int which) {
    if (!store.journal(which).isEmpty()) {
      store.journal(which).clear();
      store.changed();
    }
  }

  void put(JournalEntry entry) {
    store.journal(current).put(next++, store.codec().entry(entry));
    weight += entry.message().weight();
    store.changed();
  }

  /** What the messages weigh that were put since the last turn. */
  long weight() {
    return weight;
  }

  /** Lets the other map, which must be empty, take what comes. */
  void turn() {
    current = 1 - current;
    weight = 0;
  }

  /** Empties the map whose turn it is not. */
  void clearOther() {
    clear(1 - current);
  }

  /** What lies in the journals of a file, in the order in which it was put there. */
  static void replay(MessageStore store, Consumer<JournalEntry> each) {
    List<MVMap<Long, byte[]>> journals = List.of(store.journal(0), store.journal(1));
    boolean swapped = first(journals.get(0)) > first(journals.get(1));
    for (int i = 0; i < 2; i++) {
      for (Map.Entry<Long, byte[]> entry : journals.get(swapped ? 1 - i : i).entrySet()) {
        try {
          each.accept(store.codec().entry(entry.getValue()));
        } catch (IllegalArgumentException e) {
          throw new BrokerException("entry " + entry.getKey() + " of the journal is broken", e);
        }
      }
    }
  }

  private static long first(MVMap<Long, byte[]> journal) {
    Long key = journal.firstKey();
    return key == null ? Long.MAX_VALUE : key;
  }
}
