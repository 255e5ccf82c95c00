package dev.halley.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** A poll's answer while {@link FakeServer} puts it together. */
final class FakeAnswer {
  private final Map<String, String> before = new LinkedHashMap<>();
  private final StringBuilder cursor = new StringBuilder();
  private final JsonArray messages = new JsonArray();
  private final JsonArray gaps = new JsonArray();
  private final int history;
  private final int limit;
  private boolean news;
  private boolean more;

  FakeAnswer(JsonElement cursor, int history, int limit, int life) {
    this.cursor.append(life);
    this.history = history;
    this.limit = limit;
    if (!cursor.isJsonNull()) {
      for (String entry : cursor.getAsString().split(" ", -1)) {
        String[] parts = entry.split("=", 2);
        before.put(parts[0], parts[parts.length - 1]);
      }
    }
  }

  /** Reads one channel from where the cursor is. */
  void add(FakeLog log) {
    long at = start(log);
    while (at < log.end() && messages.size() < limit) {
      messages.add(log.at(at++));
    }
    more |= at < log.end();
    cursor.append(' ').append(log.name()).append('=').append(log.epoch()).append(':').append(at);
  }

  private long start(FakeLog log) {
    String known = before.get(log.name());
    if (known == null) {
      news = true;
      return Math.max(log.first(), log.end() - history);
    }
    String[] place = known.split(":", 2);
    long at = Long.parseLong(place[1]);
    JsonObject gap = new JsonObject();
    gap.addProperty("channel", log.name());
    if (Integer.parseInt(place[0]) != log.epoch() || at > log.end()) {
      gap.addProperty("reset", true);
    } else if (at < log.first()) {
      gap.addProperty("from", at);
      gap.addProperty("to", log.first() - 1);
    } else {
      return at;
    }
    gaps.add(gap);
    return log.first();
  }

  /** Whether there is nothing to say. */
  boolean isEmpty() {
    return !news && messages.isEmpty() && gaps.isEmpty();
  }

  String cursor() {
    return cursor.toString();
  }

  String json(int hold) {
    JsonObject answer = new JsonObject();
    answer.addProperty("cursor", cursor());
    answer.add("messages", messages);
    if (!gaps.isEmpty()) {
      answer.add("gaps", gaps);
    }
    if (more) {
      answer.addProperty("more", true);
    }
    answer.addProperty("hold", hold);
    answer.addProperty("delay", 0);
    return answer.toString();
  }
}
