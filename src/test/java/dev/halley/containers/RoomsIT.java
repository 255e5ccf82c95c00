package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rooms there are, their topics, and who says that they type. */
class RoomsIT {

  private static Call topic(String room, String topic) {
    return Call.to("/v1/rooms").and("channel", room).and("topic", topic);
  }

  private static List<JsonObject> page(Person asking, String after, int limit) {
    RawResponse response =
        asking.ask(Call.to("/v1/rooms").and("after", after).and("limit", limit).asGet()).ok();
    AnswerRules.headers(response);
    List<JsonObject> rooms = new ArrayList<>();
    for (JsonElement room : response.json().getAsJsonArray("rooms")) {
      rooms.add(room.getAsJsonObject());
    }
    return rooms;
  }

  private static String channel(JsonObject room) {
    return room.get("channel").getAsString();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void roomsAreToldWithTopicPeopleAndTime(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String name = site.room();
    for (String end : List.of("a", "b", "c")) {
      alice.publish(name + end, "hello");
    }
    JsonObject said = alice.ask(topic(name + "b", "Tea \"& cake\" \\ ü")).ok().json();
    assertThat(said.get("topic").getAsString()).isEqualTo("Tea \"& cake\" \\ ü");
    alice.poll(Call.poll(name + "b").and("client", "tab"));

    List<JsonObject> rooms = page(site.guest(), name, 3);

    assertThat(rooms.stream().map(RoomsIT::channel))
        .containsExactly(name + "a", name + "b", name + "c");
    assertThat(rooms.get(0).keySet()).containsExactlyInAnyOrder("channel", "people", "time");
    JsonObject b = rooms.get(1);
    assertThat(b.get("topic")).isEqualTo(said.get("topic"));
    assertThat(b.get("people").getAsInt()).isEqualTo(1);
    assertThat(b.get("time").getAsLong()).isBetween(1_500_000_000_000L, 5_000_000_000_000L);
    assertThat(page(alice, name + "a", 1).get(0)).isEqualTo(b);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoListensHearsOfATopicAndAnEmptyOneTakesItAway(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Problems.refused(alice.ask(topic(room, "Tea")), 404, "not-found");
    alice.publish(room, "hello");
    Call follow = Call.poll(room + "/presence");
    try (Listening listening =
        site.guest().listen(Way.STREAM, follow.and("cursor", alice.cursor(room + "/presence")))) {
      alice.ask(topic(room, "Tea \"now\"")).ok();
      JsonObject data =
          Person.messagesOf(
                  listening
                      .until(said -> said.stream().anyMatch(a -> !Person.messagesOf(a).isEmpty()))
                      .get(0))
              .get(0)
              .getAsJsonObject("data");
      assertThat(data.get("event").getAsString()).isEqualTo("topic");
      assertThat(data.get("user").getAsString()).isEqualTo(alice.user());
      assertThat(data.get("topic").getAsString()).isEqualTo("Tea \"now\"");
    }
    String before = room.substring(0, room.length() - 1);
    assertThat(page(alice, before, 100).stream().map(RoomsIT::channel)).contains(room);
    alice.ask(topic(room, "")).ok();
    assertThat(page(alice, room, 1).stream().map(RoomsIT::channel)).doesNotContain(room);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void privateRoomsAreTheirMembersAndTheirTopicTheCreators(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Person carol = site.guest();
    String name = "/private/" + site.fresh("p");
    String room = name + "x";
    alice.ask(Call.to("/v1/members").and("channel", room).and("add", bob.user())).ok();

    for (Person member : List.of(alice, bob)) {
      assertThat(channel(page(member, name, 1).get(0))).isEqualTo(room);
    }
    assertThat(page(carol, name, 1).stream().map(RoomsIT::channel)).doesNotContain(room);
    alice.ask(topic(room, "Plans")).ok();
    assertThat(page(bob, name, 1).get(0).get("topic").getAsString()).isEqualTo("Plans");
    for (Person other : List.of(bob, carol)) {
      Problems.refused(other.ask(topic(room, "x")), 403, "forbidden");
    }
    Problems.refused(site.anonymous().ask(topic(site.room(), "x")), 401, "token-required");
    Problems.refused(alice.ask(topic("/user/alice", "x")), 400, "invalid-parameter");
    Problems.refused(alice.ask(topic(site.room(), "x".repeat(201))), 400, "invalid-parameter");
    Problems.refused(alice.ask(topic(site.room(), "a\nb")), 400, "invalid-parameter");
    Problems.refused(
        alice.ask(Call.to("/v1/rooms").and("after", "x").asGet()), 400, "invalid-channel");
  }

  @Test
  void topicsAndRoomsOutliveARestart(@TempDir Path data) {
    Person alice;
    String room;
    List<JsonObject> rooms;
    try (Site before = Site.start(Container.JETTY, data, Map.of())) {
      alice = before.guest();
      room = before.room();
      alice.publish(room, "hello");
      alice.ask(topic(room, "Tea")).ok();
      rooms = page(alice, "/room", 10);
      before.process().terminate();
    }
    try (Site after = Site.start(Container.JETTY, data, Map.of())) {
      assertThat(page(alice.at(after), "/room", 10)).isEqualTo(rooms).hasSize(1);
      after.isWell();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoTypesSaysSoOnceInAWhile(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String typing = site.room() + "/typing";
    JsonObject first;
    JsonObject second;
    int tries = 0;
    do {
      // A machine that stands still for three seconds in between needs another try.
      assertThat(tries++).as("tries").isLessThan(10);
      first = alice.ask(Call.publishJson(typing, "{}").and("id", "a" + tries)).ok().json();
      second = alice.ask(Call.publishJson(typing, "{}").and("id", "b" + tries)).ok().json();
    } while (!second.has("duplicate"));
    String batch = "[" + Call.publishJson(typing, "{}").and("id", "c").body() + "]";
    alice.ask(RawRequest.post("/v1/publish", batch).type("application/json")).ok();

    for (String same : List.of("offset", "id", "time", "channel")) {
      assertThat(second.get(same)).as(same).isEqualTo(first.get(same));
    }
    JsonObject bobs = bob.ask(Call.publishJson(typing, "{}")).ok().json();
    assertThat(bobs.has("duplicate")).isFalse();
    assertThat(bobs.get("offset").getAsLong())
        .as("the batch may have come later than three seconds")
        .isBetween(first.get("offset").getAsLong() + 1, first.get("offset").getAsLong() + 2);
  }
}
