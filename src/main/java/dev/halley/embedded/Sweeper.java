package dev.halley.embedded;

import dev.halley.broker.Records.Entry;
import dev.halley.broker.Retention;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is too old: messages that retention hides, records that have expired, logs in memory
 * that nobody uses. Every so often a sweep begins; it goes through all channels that the file
 * knows, used or not, in small steps between the commits. Used by the commit thread alone.
 */
final class Sweeper {

  /** So much more than a rule allows may lie in the file before it is worth a removal. */
  private static final int SLACK = 64;

  private static final int ROWS = 256;

  /** How many logs in memory a step looks at: more than can come into being between two steps. */
  private static final int LOGS = 2048;

  private final Logs logs;
  private final EmbeddedSettings settings;

  /** The channels of which something is to be removed. */
  private final Set<ChannelName> due = new LinkedHashSet<>();

  private MessageStore store;
  private long begun = System.nanoTime();

  /** How many logs the last sweep left in memory. */
  private int kept;

  /** Goes on beside all else, however long that takes; null while it has nothing to do. */
  private @Nullable Unused unused;

  /** What the present sweep has still to do; each part answers whether it is done. */
  private final Deque<Part> parts = new ArrayDeque<>();

  /** A part of a sweep. */
  private interface Part {
    boolean isDoneAfterStep(long now);
  }

  Sweeper(MessageStore store, Logs logs, EmbeddedSettings settings) {
    this.store = store;
    this.logs = logs;
    this.settings = settings;
  }

  /** Goes on with a file that was opened anew. */
  void restart(MessageStore opened) {
    store = opened;
    parts.clear();
  }

  /** Looks whether a log that was written to has become longer than its rule allows. */
  void written(FileLog log) {
    ChannelRow row = store.row(log.name());
    if (row != null && row.last() - row.lowest() + 1 > log.rule().messages() + SLACK) {
      due.add(log.name());
    }
  }

  /**
   * Does a part of the work.
   *
   * @param most how many messages are removed at most
   * @return 0 if there is nothing to do
   */
  int step(int most, long now) {
    if (parts.isEmpty() && System.nanoTime() - begun >= settings.sweepEvery().toNanos()) {
      begin();
    }
    int forgetting = forgetUnused(now);
    Iterator<ChannelName> first = due.iterator();
    if (first.hasNext()) {
      ChannelName channel = first.next();
      if (isTrimmed(channel, most, now)) {
        due.remove(channel);
      }
      return 1;
    }
    Part part = parts.peekFirst();
    if (part == null) {
      return store.compact() ? 1 : forgetting;
    }
    if (part.isDoneAfterStep(now)) {
      parts.removeFirst();
    }
    return 1;
  }

  private void begin() {
    begun = System.nanoTime();
    parts.add(new Rows());
    parts.add(new Expired());
    unused = new Unused(logs.iterator());
  }

  /**
   * Looks at some of the logs in memory, if there are many or it is time; 0 if there is no more.
   */
  private int forgetUnused(long now) {
    if (unused == null && logs.size() - kept > settings.maxIdle()) {
      unused = new Unused(logs.iterator());
    }
    if (unused != null && unused.isDoneAfterStep(now)) {
      unused = null;
    }
    return unused == null ? 0 : 1;
  }

  private boolean isTrimmed(ChannelName channel, int most, long now) {
    ChannelRow row = store.row(channel);
    if (row == null) {
      return true;
    }
    FileLog log = logs.inFile(channel);
    LogState state = log.loaded(store);
    long first = Math.min(log.first(store, now), row.last() + 1);
    Message oldest = store.message(row.number(), channel, first);
    row = row.trimmedTo(first, oldest == null ? row.lastTime() : oldest.time());
    if (first >= state.first()) {
      // What is no longer shown may be removed.
      log.show(state.trimmedTo(first, row.firstTime()));
    }
    int removed = store.removeMessages(row.number(), row.first(), most);
    boolean done = removed < most;
    ChannelRow after = done ? row.cleanedTo(row.first()) : row;
    if (!after.equals(store.row(channel))) {
      store.row(channel, after);
    }
    return done;
  }

  /** Finds the channels that hold more than they should. */
  private final class Rows implements Part {
    private String at = "";

    @Override
    public boolean isDoneAfterStep(long now) {
      Cursor<String, byte[]> rows = store.rowsAfter(at);
      for (int i = 0; i < ROWS; i++) {
        if (!rows.hasNext()) {
          return true;
        }
        at = rows.next();
        ChannelRow row = store.codec().row(rows.getValue());
        if (row.lowest() <= row.last()) {
          ChannelName channel = ChannelName.of(at);
          if (isDue(row, logs.rule(channel), now)) {
            due.add(channel);
          }
        }
      }
      return false;
    }

    private boolean isDue(ChannelRow row, Retention rule, long now) {
      return row.lowest() < row.first()
          || row.firstTime() < View.oldest(rule, now)
          || row.last() - row.first() + 1 > rule.messages() + SLACK;
    }
  }

  /** Removes records that have expired. */
  private final class Expired implements Part {
    private @Nullable String at;

    @Override
    public boolean isDoneAfterStep(long now) {
      Cursor<String, byte[]> records = store.records().cursor(at);
      List<String> old = new ArrayList<>();
      boolean done = false;
      for (int i = 0; i < ROWS && !done; i++) {
        done = !records.hasNext();
        if (!done) {
          at = records.next();
          Entry entry = store.codec().record(records.getValue());
          if (entry.expires() <= now) {
            old.add(at);
          }
        }
      }
      for (String key : old) {
        store.records().remove(key);
        store.changed();
      }
      return done;
    }
  }

  /** Drops what is in memory and no longer needed there. */
  private final class Unused {
    private final Iterator<ChannelLog> all;
    private int unfollowed;

    private Unused(Iterator<ChannelLog> all) {
      this.all = all;
    }

    private boolean isDoneAfterStep(long now) {
      for (int i = 0; i < LOGS; i++) {
        if (!all.hasNext()) {
          kept = logs.size();
          return true;
        }
        ChannelLog log = all.next();
        if (log.followers().isEmpty()) {
          unfollowed++;
          logs.forget(log, unfollowed > settings.maxIdle(), now);
        }
      }
      return false;
    }
  }
}
