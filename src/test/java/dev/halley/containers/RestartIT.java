package dev.halley.containers;

import static dev.halley.containers.Person.cursorOf;
import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stop and a start make no token, cursor or message id worthless. */
class RestartIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void everythingButMemoryOutlivesARestart(Container container, @TempDir Path data) {
    Person alice;
    String room;
    String typing;
    String cursor;
    String typingCursor;
    JsonObject first;
    try (Site before = Site.start(container, data, Map.of())) {
      alice = before.guest();
      room = before.room();
      typing = room + "/typing";
      cursor = alice.cursor(room, alice.inbox());
      first = alice.ask(Call.publish(room, "kept").and("id", "x")).ok().json();
      alice.publish(alice.inbox(), "note");
      alice.publish(typing, "signal");
      typingCursor = alice.cursor(typing);
      before.process().terminate();
    }
    try (Site after = Site.start(container, data, Map.of())) {
      Person again = alice.at(after);

      tokenNameAndIdsAreKept(after, again, room, first);
      String[] channels = {room, alice.inbox()};
      JsonObject answer = again.poll(Call.poll(channels).and("cursor", cursor));
      assertThat(texts(answer)).containsExactlyInAnyOrder("kept", "note");
      assertThat(answer.has("gaps")).isFalse();
      assertThat(again.publish(room, "next").get("offset").getAsLong()).isEqualTo(2);
      JsonObject next = again.poll(Call.poll(channels).and("cursor", cursorOf(answer)));
      assertThat(texts(next)).containsExactly("next");
      memoryBeganAnew(again, typing, typingCursor);
      after.isWell();
    }
  }

  private static void tokenNameAndIdsAreKept(
      Site after, Person again, String room, JsonObject first) {
    Problems.refused(after.ask(Call.session(again.name()).asJson()), 409, "name-taken");
    JsonObject repeated = again.ask(Call.publish(room, "other").and("id", "x")).ok().json();
    assertThat(repeated.get("duplicate").getAsBoolean()).isTrue();
    assertThat(repeated.get("offset")).isEqualTo(first.get("offset"));
    assertThat(repeated.get("time")).isEqualTo(first.get("time"));
    RawResponse taken = after.guest().ask(Call.publish(room, "theirs").and("id", "x"));
    Problems.refused(taken, 409, "id-taken");
  }

  private static void memoryBeganAnew(Person again, String typing, String cursor) {
    again.publish(typing, "first of a new life");

    JsonObject answer = again.poll(Call.poll(typing).and("cursor", cursor));

    JsonObject gap = answer.getAsJsonArray("gaps").get(0).getAsJsonObject();
    assertThat(gap.get("channel").getAsString()).isEqualTo(typing);
    assertThat(gap.get("reset").getAsBoolean()).isTrue();
    assertThat(gap.keySet()).containsExactlyInAnyOrder("channel", "reset");
    assertThat(texts(answer)).containsExactly("first of a new life");
    JsonObject next = again.poll(Call.poll(typing).and("cursor", cursorOf(answer)));
    assertThat(next.has("gaps")).as("a gap is said once").isFalse();
  }
}
