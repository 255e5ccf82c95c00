package dev.halley.marks;

import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.message.UserName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one user stands, for a question that asks much: each of their records is read once. */
final class Standing {

  private final Records records;
  private final UserName user;
  private final Map<String, Sheet> sheets = new HashMap<>();

  Standing(Records records, UserName user) {
    this.records = records;
    this.user = user;
  }

  /**
   * How far the user has read; 0 for nothing.
   *
   * @param with the other one of a conversation: it is read as far as its own mark or that of the
   *     whole inbox says
   */
  long at(Log log, @Nullable UserName with) {
    long all = at(log, Sheet.key(log.channel(), null));
    return with == null ? all : Math.max(all, at(log, Sheet.key(log.channel(), with)));
  }

  private long at(Log log, String key) {
    return sheets
        .computeIfAbsent(Sheet.record(user, key), this::sheet)
        .at(key, log.extent().epoch());
  }

  private Sheet sheet(String record) {
    Entry entry = records.get(record);
    return Sheet.parse(entry == null ? null : entry.value());
  }
}
