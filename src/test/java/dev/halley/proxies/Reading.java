package dev.halley.proxies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where one reader is in one channel, and what has come to it. For any thread. */
final class Reading {

  private final String channel;
  private final String token;
  private final String client = UUID.randomUUID().toString();
  private final List<JsonObject> messages = new ArrayList<>();
  private final List<JsonElement> gaps = new ArrayList<>();
  private @Nullable String cursor;
  private long seq;

  Reading(String channel, String token) {
    this.channel = channel;
    this.token = token;
  }

  /** The parameters of the next request. */
  synchronized String query() {
    String query =
        "channel=" + encode(channel) + "&token=" + token + "&client=" + client + "&seq=" + ++seq;
    return cursor == null ? query : query + "&cursor=" + cursor;
  }

  /** The same for the frame of a socket. */
  synchronized JsonObject frame() {
    JsonObject read = new JsonObject();
    read.addProperty("type", "read");
    read.addProperty("channel", channel);
    read.addProperty("token", token);
    read.addProperty("client", client);
    read.addProperty("seq", ++seq);
    if (cursor != null) {
      read.addProperty("cursor", cursor);
    }
    return read;
  }

  /**
   * Takes an answer: its messages, and in the same step the cursor that covers them.
   *
   * @throws RefusedException if it is an error
   */
  synchronized void take(JsonObject answer) throws RefusedException {
    if (answer.has("error")) {
      JsonObject problem = answer.getAsJsonObject("error");
      throw new RefusedException(problem.get("status").getAsInt(), problem.toString());
    }
    answer.getAsJsonArray("messages").forEach(message -> messages.add(message.getAsJsonObject()));
    if (answer.has("gaps")) {
      answer.getAsJsonArray("gaps").forEach(gaps::add);
    }
    cursor = answer.get("cursor").getAsString();
  }

  /** Whether it knows where the channel ends, so that what is written from now on comes to it. */
  synchronized boolean hasBegun() {
    return cursor != null;
  }

  synchronized List<JsonObject> messages() {
    return List.copyOf(messages);
  }

  /** What the server said that is gone: nothing, in these tests. */
  synchronized List<JsonElement> gaps() {
    return List.copyOf(gaps);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
