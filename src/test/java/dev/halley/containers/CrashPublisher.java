package dev.halley.containers;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Publishes over one connection, message after message, each with an id, until the server is gone;
 * then again what was not answered. One thread at a time.
 */
final class CrashPublisher {

  private final Person person;
  private final List<String> channels;
  private final Map<String, Map<String, Long>> acknowledged = new HashMap<>();
  private int next;

  CrashPublisher(Person person, List<String> channels) {
    this.person = person;
    this.channels = channels;
  }

  Person person() {
    return person;
  }

  /** The offset by the id of all messages to this channel that were answered. */
  Map<String, Long> acknowledged(String channel) {
    return acknowledged.getOrDefault(channel, Map.of());
  }

  /** Publishes until the server is gone, and counts every answer down. */
  void publish(Site site, CountDownLatch answers) {
    try (RawConnection connection = site.connect()) {
      while (publishNext(connection)) {
        answers.countDown();
      }
    } catch (UncheckedIOException e) {
      // The server was killed: what was sent last is sent again in its next life.
    }
  }

  /** Publishes the message again that had no answer. */
  void retry(Site site) {
    try (RawConnection connection = site.connect()) {
      if (!publishNext(connection)) {
        throw new AssertionError("no answer to a retry");
      }
    }
  }

  private boolean publishNext(RawConnection connection) {
    String channel = channels.get(next % channels.size());
    String id = person.user() + "-" + next;
    Call call = Call.publish(channel, "data of " + id).and("id", id);
    Optional<RawResponse> answer =
        connection.send(person.signed(call.asJson())).poll(RawConnection.SOON);
    if (answer.isEmpty()) {
      return false;
    }
    JsonObject stored = answer.get().ok().json();
    acknowledged
        .computeIfAbsent(channel, c -> new HashMap<>())
        .put(id, stored.get("offset").getAsLong());
    next++;
    return true;
  }
}
