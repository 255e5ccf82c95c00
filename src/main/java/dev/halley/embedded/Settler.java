package dev.halley.embedded;

import dev.halley.message.ChannelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves messages from the journal to their places, in passes, each of which empties one of the two
 * maps of the journal.
 *
 * <p>A pass begins when the journal has become heavy or old. From then on the other map takes what
 * comes, and step by step the logs that have something in the first are settled. What was moved
 * counts as settled once it is on the disk; when all of a pass is, the first map is emptied. A stop
 * at any point leaves messages that are in the journal and in their place; a row says how far its
 * log is settled, so they are told apart at the next start. Used by the commit thread alone.
 */
final class Settler {

  private final EmbeddedSettings settings;
  private final Consumer<FileLog> onMoved;

  /** The logs that have something in the journal. */
  private final Set<FileLog> waiting = new LinkedHashSet<>();

  private final Deque<Target> pass = new ArrayDeque<>();
  private final Set<Pen> moved = new LinkedHashSet<>();
  private MessageStore store;
  private Journal journal;
  private Ids ids;
  private boolean passing;

  /** How many passes are over. */
  private long passes;

  /** Changed by the commit thread alone. */
  private volatile long count;

  private long since;

  /** How far a log is settled in the present pass. */
  private record Target(FileLog log, long upTo) {}

  private Settler(
      MessageStore store,
      Set<FileLog> found,
      EmbeddedSettings settings,
      Consumer<FileLog> onMoved) {
    this.settings = settings;
    this.onMoved = onMoved;
    this.store = store;
    waiting.addAll(found);
    journal = new Journal(store);
    ids = new Ids(store);
    fill();
  }

  /**
   * Goes on with what is in the journal of a file.
   *
   * @param onMoved told of each log of which something was moved
   */
  static Settler resume(
      MessageStore store, Logs logs, EmbeddedSettings settings, Consumer<FileLog> onMoved) {
    // Kept here, because nobody else finds the log of a channel that is now in memory only.
    Map<ChannelName, FileLog> found = new LinkedHashMap<>();
    Journal.replay(
        store,
        entry ->
            found
                .computeIfAbsent(entry.message().channel(), logs::inFile)
                .pen(store)
                .restore(entry, store));
    return new Settler(store, new LinkedHashSet<>(found.values()), settings, onMoved);
  }

  /** The ids of what has left the journal. */
  Ids ids() {
    return ids;
  }

  /** How many messages are in the journal and not in their place; any thread may ask. */
  long count() {
    return count;
  }

  private void count(long more) {
    long sum = count + more;
    count = sum;
  }

  /** Puts a message into the journal. */
  void put(FileLog log, JournalEntry entry) {
    if (journal.weight() == 0) {
      since = System.nanoTime();
    }
    // First: should it fail, what is staged is taken back from all that are waiting.
    waiting.add(log);
    journal.put(entry);
    count(1);
  }

  /**
   * Does a part of the work.
   *
   * @param most how many messages are moved at most
   * @return how many were; 0 if there is nothing to do before the next commit
   */
  int step(int most, long now) {
    ids.now(now);
    if (!passing) {
      if (!isDue()) {
        return 0;
      }
      begin();
    }
    if (pass.isEmpty() && moved.isEmpty()) {
      journal.clearOther();
      passing = false;
      passes++;
      return 1;
    }
    int done = 0;
    while (done < most && !pass.isEmpty()) {
      Target target = pass.getFirst();
      Pen pen = target.log().pen(store);
      done += pen.move(store, ids, target.upTo(), most - done, now);
      moved.add(pen);
      if (pen.moved() >= target.upTo()) {
        pass.removeFirst();
        onMoved.accept(target.log());
      }
    }
    return done;
  }

  /**
   * How many passes are over: after each a map of the journal holds nothing that was in it before.
   */
  long passes() {
    return passes;
  }

  /** Whether the journal holds nothing. */
  boolean isEmpty() {
    return !passing && journal.weight() == 0;
  }

  private boolean isDue() {
    return journal.weight() >= settings.journalBytes()
        || (journal.weight() > 0 && System.nanoTime() - since >= settings.journalAge().toNanos());
  }

  private void begin() {
    journal.turn();
    passing = true;
    List<Target> targets = new ArrayList<>();
    for (FileLog log : waiting) {
      long end = log.loaded(store).last();
      if (end > log.settled()) {
        targets.add(new Target(log, end));
      }
    }
    // Neighbours in the file one after the other.
    targets.sort(Comparator.comparingLong(target -> target.log().number()));
    pass.addAll(targets);
  }

  /** Says that all that was done is on the disk. */
  void committed() {
    moved.forEach(pen -> count(-pen.settle()));
    moved.clear();
    if (passing && pass.isEmpty()) {
      waiting.removeIf(log -> log.pen(store).isSettled());
    }
  }

  /**
   * Begins again with a file that was opened anew: what was not on the disk is not in it. All that
   * has no place yet is put into a new journal.
   */
  void restart(MessageStore opened) {
    store = opened;
    journal = new Journal(opened);
    ids = new Ids(opened);
    pass.clear();
    moved.clear();
    passing = false;
    waiting.forEach(log -> log.pen(opened).undo(opened));
    fill();
  }

  private void fill() {
    since = System.nanoTime();
    count = 0;
    for (FileLog log : waiting) {
      count(log.pen(store).putAll(journal, store));
    }
  }
}
