package dev.halley.marks;

import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marks of one user that share a record. As text each is a line: the key, the epoch and the
 * offset.
 *
 * @param marks by key, the one that was moved last at the end
 */
record Sheet(Map<String, Position> marks) {

  /** Which sheet of a user a key is on: so a mark that moves rewrites a part of them alone. */
  private static final int SHEETS = 16;

  /** Stands in no name. */
  private static final char WITH = '>';

  private static final String LINE_END = "\n";

  /** The key of a channel or, with a user, of the conversation with them in that inbox. */
  static String key(ChannelName channel, @Nullable UserName with) {
    return with == null ? channel.value() : channel.value() + WITH + with.value();
  }

  /** Which of a user's records has the mark with that key. */
  static String record(UserName user, String key) {
    int hash = key.hashCode();
    return "marks/" + user.value() + '/' + ((hash ^ (hash >>> 16)) & (SHEETS - 1));
  }

  /** How many marks a sheet takes, so that all take twice as many as a user should have. */
  static int most(int marks) {
    return Math.max(2, 2 * marks / SHEETS);
  }

  /** Reads what {@link #text} wrote; nothing of null. */
  static Sheet parse(@Nullable String text) {
    Map<String, Position> marks = new LinkedHashMap<>();
    if (text != null) {
      for (String line : text.split(LINE_END, -1)) {
        String[] words = line.split(" ", -1);
        marks.put(words[0], new Position(Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    return new Sheet(marks);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    marks.forEach(
        (key, mark) ->
            text.append(text.isEmpty() ? "" : LINE_END)
                .append(key)
                .append(' ')
                .append(mark.epoch())
                .append(' ')
                .append(mark.offset()));
    return text.toString();
  }

  /** The offset of a mark; 0 if there is none in that life of the log. */
  long at(String key, long epoch) {
    Position mark = marks.get(key);
    return mark == null || mark.epoch() != epoch ? 0 : mark.offset();
  }

  /** The same with a mark moved. Beyond so many, those that were not moved for longest fall off. */
  Sheet moved(String key, Position to, int most) {
    Map<String, Position> next = new LinkedHashMap<>(marks);
    next.remove(key);
    next.put(key, to);
    Iterator<String> oldest = next.keySet().iterator();
    for (int left = next.size() - most; left > 0; left--) {
      oldest.next();
      oldest.remove();
    }
    return new Sheet(next);
  }
}
