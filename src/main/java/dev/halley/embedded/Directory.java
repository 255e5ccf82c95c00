package dev.halley.embedded;

import dev.halley.broker.Broker.Written;
import dev.halley.message.ChannelName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The names of the logs that somebody has written to. Most have a row in the file, which keeps them
 * in order; here are the others: those in memory, and those whose first messages have not left the
 * journal.
 */
final class Directory {

  private final ConcurrentSkipListMap<String, ChannelLog> others = new ConcurrentSkipListMap<>();

  /** A log was written to for the first time. */
  void add(ChannelLog log) {
    others.put(log.name().value(), log);
  }

  /** A log has a row now, or is forgotten. */
  void remove(ChannelLog log) {
    others.remove(log.name().value(), log);
  }

  /**
   * Names that come after a text.
   *
   * @param lastTime the time of a log's newest message as memory knows it, or 0
   */
  List<Written> after(
      String name, int most, MessageStore store, ToLongFunction<ChannelName> lastTime) {
    // These first: one that gets its row meanwhile is there twice, and not at all the other way.
    Iterator<ChannelLog> beside = List.copyOf(some(name, most)).iterator();
    Cursor<String, byte[]> rows = store.rowsAfter(name);
    List<Written> found = new ArrayList<>();
    ChannelLog log = next(beside);
    String row = next(rows);
    while (found.size() < most && (log != null || row != null)) {
      int order = order(log, row);
      if (order < 0 && log != null) {
        found.add(new Written(log.name(), log.lastTime()));
      } else if (row != null) {
        ChannelName channel = ChannelName.of(row);
        long stored = store.codec().row(rows.getValue()).lastTime();
        found.add(new Written(channel, Math.max(stored, lastTime.applyAsLong(channel))));
      }
      log = order <= 0 ? next(beside) : log;
      row = order >= 0 ? next(rows) : row;
    }
    return found;
  }

  private List<ChannelLog> some(String name, int most) {
    List<ChannelLog> some = new ArrayList<>();
    Iterator<ChannelLog> all = others.tailMap(name, false).values().iterator();
    while (some.size() < most && all.hasNext()) {
      some.add(all.next());
    }
    return some;
  }

  /** Which comes first. */
  private static int order(@Nullable ChannelLog log, @Nullable String row) {
    if (log == null || row == null) {
      return log == null ? 1 : -1;
    }
    return log.name().value().compareTo(row);
  }

  private static <T> @Nullable T next(Iterator<T> all) {
    return all.hasNext() ? all.next() : null;
  }
}
