package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Someone who uses a server, with their token.
 *
 * @param site the server
 * @param token sent as {@code Bearer}, or empty for someone anonymous
 * @param user the canonical name
 * @param name what was typed
 */
record Person(Site site, String token, String user, String name) {

  /** The same person at another server, or at one that was started again. */
  Person at(Site other) {
    return new Person(other, token, user, name);
  }

  RawRequest signed(RawRequest request) {
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Asks as a POST of JSON, on a connection of its own. */
  RawResponse ask(Call call) {
    return site.ask(signed(call.asJson()));
  }

  RawResponse ask(RawRequest request) {
    return site.ask(signed(request));
  }

  /** Sends a poll and does not wait for its answer. */
  RawConnection hold(Call poll) {
    return site.connect().send(signed(poll.asJson()));
  }

  JsonObject publish(String channel, String text) {
    return ask(Call.publish(channel, text)).ok().json();
  }

  /** Listens in any of the ways, and does not wait for what comes. */
  Listening listen(Way way, Call read) {
    return new Listening(site.connect().send(signed(way.request(read))), way);
  }

  /** Polls once, to be answered at once. */
  JsonObject poll(Call poll) {
    return ask(poll.without("hold").and("hold", 0)).ok().json();
  }

  /** A cursor that stands at the end of these channels. */
  String cursor(String... channels) {
    return cursorOf(poll(Call.poll(channels)));
  }

  String inbox() {
    return "/user/" + user;
  }

  /** All messages that a channel holds, page by page from the first. */
  List<JsonObject> all(String channel) {
    List<JsonObject> messages = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after =
          messages.isEmpty() ? 0 : messages.get(messages.size() - 1).get("offset").getAsLong();
      JsonObject page =
          ask(Call.history(channel).and("after", after).and("limit", 1000).asGet()).ok().json();
      assertThat(page.has("gaps")).as("a gap in %s: %s", channel, page.get("gaps")).isFalse();
      List<JsonObject> slice = messagesOf(page);
      more = page.get("more").getAsBoolean();
      assertThat(!more || !slice.isEmpty()).as("an empty page with more: %s", page).isTrue();
      messages.addAll(slice);
    }
    return messages;
  }

  static String cursorOf(JsonObject answer) {
    String cursor = answer.get("cursor").getAsString();
    assertThat(cursor).hasSizeLessThanOrEqualTo(4096).matches("[A-Za-z0-9_.~-]*");
    return cursor;
  }

  static List<JsonObject> messagesOf(JsonObject answer) {
    JsonArray messages = answer.getAsJsonArray("messages");
    return StreamSupport.stream(messages.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** The payloads of an answer's messages, those that are text. */
  static List<String> texts(JsonObject answer) {
    return messagesOf(answer).stream().map(m -> m.get("data").getAsString()).toList();
  }

  static List<Long> offsets(List<JsonObject> messages) {
    return messages.stream().map(m -> m.get("offset").getAsLong()).toList();
  }
}
