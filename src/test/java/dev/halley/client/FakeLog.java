package dev.halley.client;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One channel of {@link FakeServer}. */
final class FakeLog {
  private final String name;
  private final List<JsonObject> messages = new ArrayList<>();
  private int epoch = 1;
  private final Set<Long> beginnings = new HashSet<>(Set.of(1L));
  private long first = 1;

  FakeLog(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  int epoch() {
    return epoch;
  }

  /** The oldest offset that is left. */
  long first() {
    return first;
  }

  /** The offset that the next message gets. */
  long end() {
    return messages.size() + 1L;
  }

  /** Whether it ever began with this offset. */
  boolean began(long offset) {
    return beginnings.contains(offset);
  }

  JsonObject at(long offset) {
    return messages.get((int) offset - 1);
  }

  /** Stores a message, once for each id. */
  JsonObject append(String id, String from) {
    for (JsonObject message : messages) {
      if (message.get("id").getAsString().equals(id)) {
        return message;
      }
    }
    JsonObject message = new JsonObject();
    message.addProperty("channel", name);
    message.addProperty("offset", end());
    message.addProperty("id", id);
    message.addProperty("from", from);
    message.addProperty("time", 1_795_000_000_000L);
    message.addProperty("data", "x");
    messages.add(message);
    return message;
  }

  /** Forgets all that is before an offset. */
  void trim(long offset) {
    first = offset;
    beginnings.add(first);
  }

  /** Forgets all that there is. */
  void trim() {
    trim(end());
  }

  /** The log is lost and begun again. */
  void reset() {
    messages.clear();
    first = 1;
    epoch++;
  }
}
