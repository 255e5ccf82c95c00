package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * One request for what comes after a cursor, in one of the ways, and what was said to it so far.
 *
 * @param wire its connection
 */
record Listening(RawConnection wire, Way way) implements AutoCloseable {

  private static final Duration SOON = RawConnection.SOON;

  /** The status and the headers, as soon as they are there. */
  RawResponse head() {
    return wire.until(head -> true, SOON);
  }

  /** What was said, once it is enough. */
  List<JsonObject> until(Predicate<List<JsonObject>> enough) {
    return until(enough, SOON);
  }

  List<JsonObject> until(Predicate<List<JsonObject>> enough, Duration deadline) {
    return way.said(wire.until(r -> enough.test(way.said(r.text())), deadline).text());
  }

  /** The texts of all messages, once there are so many. */
  List<String> texts(int count) {
    return texts(until(said -> texts(said).size() >= count));
  }

  static List<String> texts(List<JsonObject> said) {
    return said.stream()
        .filter(a -> a.has("messages"))
        .flatMap(a -> Person.texts(a).stream())
        .toList();
  }

  /** What was said last, once something was said. */
  JsonObject last() {
    List<JsonObject> said = until(list -> !list.isEmpty());
    return said.get(said.size() - 1);
  }

  /** Where to go on: the cursor of what was said last. */
  String cursor() {
    return Person.cursorOf(last());
  }

  /** The whole response, once the server has ended it; asserts the headers that all have. */
  RawResponse whole() {
    RawResponse whole = wire.read(SOON);
    AnswerRules.headers(whole);
    return whole;
  }

  /** What was said last in a response that the server has ended. */
  JsonObject end() {
    List<JsonObject> said = way.said(whole().text());
    assertThat(said).as("said until the end").isNotEmpty();
    return said.get(said.size() - 1);
  }

  /** Asserts that nothing more comes for as long as given, beats apart. */
  Listening isHeld(Duration time) {
    if (way.goesOn() || way == Way.BEATING_POLL) {
      head();
    } else {
      wire.staysSilent(time);
    }
    return this;
  }

  @Override
  public void close() {
    wire.close();
  }
}
