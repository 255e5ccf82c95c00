package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is in a room, and what of that is told. */
class PresenceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Call presence(String room) {
    return Call.to("/v1/presence").and("channel", room);
  }

  private static Call leave(String client) {
    return Call.to("/v1/leave").and("client", client);
  }

  /** Who is there, each with the count of their readers. */
  private static Map<String, Integer> people(Person asking, String room) {
    JsonObject answer = asking.ask(presence(room).asGet()).ok().json();
    assertThat(answer.keySet()).containsExactlyInAnyOrder("channel", "users", "cursor");
    assertThat(answer.get("channel").getAsString()).isEqualTo(room);
    Map<String, Integer> people = new TreeMap<>();
    for (JsonElement one : answer.getAsJsonArray("users")) {
      JsonObject user = one.getAsJsonObject();
      assertThat(user.keySet()).containsExactlyInAnyOrder("user", "since", "readers");
      people.put(user.get("user").getAsString(), user.get("readers").getAsInt());
    }
    return people;
  }

  private static void awaitPeople(Person asking, String room, Map<String, Integer> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(people(asking, room)).isEqualTo(expected));
  }

  private static List<String> events(List<JsonObject> said) {
    List<String> events = new ArrayList<>();
    for (JsonObject answer : said) {
      for (JsonObject message : Person.messagesOf(answer)) {
        assertThat(message.get("from").isJsonNull()).as("%s", message).isTrue();
        JsonObject data = message.getAsJsonObject("data");
        if (data.has("events")) {
          data.getAsJsonArray("events").forEach(one -> events.add(event(one.getAsJsonObject())));
        } else {
          events.add(event(data));
        }
      }
    }
    return events;
  }

  private static String event(JsonObject data) {
    return data.get("event").getAsString() + " " + data.get("user").getAsString();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoReadsOnAnyCarrierIsThereUntilTheyLeave(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 50);
    assertThat(people(bob, room)).as("readers without a name").isEmpty();
    for (Way way : Way.values()) {
      try (Listening held = alice.listen(way, read.and("client", "page"))) {
        awaitPeople(bob, room, Map.of(alice.user(), 1));
        assertThat(alice.ask(leave("page")).status()).isEqualTo(204);
        assertThat(people(bob, room)).as("%s", way).isEmpty();
        assertThat(held.end().has("superseded")).isTrue();
      }
    }
    try (RawSocket socket = RawSocket.of(alice).read(read.and("client", "page"))) {
      awaitPeople(bob, room, Map.of(alice.user(), 1));
      alice.poll(Call.poll(room).and("client", "another"));
      assertThat(people(bob, room)).isEqualTo(Map.of(alice.user(), 2));
      assertThat(alice.ask(leave("page")).status()).isEqualTo(204);
      assertThat(people(bob, room)).isEqualTo(Map.of(alice.user(), 1));
      assertThat(socket.answer().has("superseded")).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void joinsAndLeavesFollowTheListWithNoGapAndAReloadIsNotTold(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    String cursor = Person.cursorOf(bob.ask(presence(room).asGet()).ok().json());
    Call follow = Call.poll(room + "/presence").and("cursor", cursor);
    try (Listening listening = bob.listen(Way.STREAM, follow)) {
      alice.poll(Call.poll(room).and("client", "before"));
      assertThat(events(listening.until(said -> !events(said).isEmpty())))
          .containsExactly("join " + alice.user());
      for (String reload : List.of("one", "two", "three")) {
        alice.poll(Call.poll(room).and("client", reload));
      }
      for (String client : List.of("before", "one", "two", "three")) {
        assertThat(alice.ask(leave(client)).status()).isEqualTo(204);
      }
      assertThat(events(listening.until(said -> events(said).size() >= 2)))
          .containsExactly("join " + alice.user(), "leave " + alice.user());
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void onlyWhoMayReadARoomLearnsWhoIsInIt(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = "/private/" + site.fresh("p");
    Call members = Call.to("/v1/members").and("channel", room);
    alice.ask(members.and("add", bob.user())).ok();
    bob.poll(Call.poll(room).and("client", "tab"));
    assertThat(people(alice, room)).isEqualTo(Map.of(bob.user(), 1));

    alice.ask(members.and("remove", bob.user())).ok();

    assertThat(people(alice, room)).as("whoever was removed is not there").isEmpty();
    Problems.refused(bob.ask(presence(room).asGet()), 403, "forbidden");
    Problems.refused(bob.ask(Call.poll(room + "/presence")), 403, "forbidden");
    Problems.refused(bob.ask(Call.publish(room + "/typing", "x")), 403, "forbidden");
    Problems.refused(site.ask(presence(room).asGet()), 401, "token-required");
    Problems.refused(alice.ask(Call.publish(room + "/presence", "x")), 403, "forbidden");
    Problems.refused(alice.ask(presence(alice.inbox()).asGet()), 404, "not-found");
    Problems.refused(alice.ask(presence("nowhere").asGet()), 400, "invalid-channel");
    Problems.refused(alice.ask(presence(room).and("limit", 0).asGet()), 400, "invalid-parameter");
  }

  @Test
  void whoWasThereHasTheGraceToReturnAfterARestart(@TempDir Path data) {
    Map<String, String> patient = Map.of("presence-grace", "5min");
    Person alice;
    Person bob;
    String room;
    try (Site before = Site.start(Container.JETTY, data, patient)) {
      alice = before.guest();
      bob = before.guest();
      room = before.room();
      alice.poll(Call.poll(room).and("client", "tab"));
      before.process().terminate();
    }
    try (Site after = Site.start(Container.JETTY, data, patient)) {
      assertThat(people(bob.at(after), room)).isEqualTo(Map.of(alice.user(), 1));
      alice.at(after).poll(Call.poll(room).and("client", "tab"));
      assertThat(people(bob.at(after), room)).isEqualTo(Map.of(alice.user(), 1));
      alice.at(after).ask(leave("tab"));
      assertThat(people(bob.at(after), room)).isEmpty();
      after.isWell();
    }
  }

  @Test
  void nobodyHauntsARoomAfterACrash(@TempDir Path data) {
    Map<String, String> quick = Map.of("presence-grace", "1s");
    Person alice;
    Person bob;
    String room;
    try (Site before = Site.start(Container.JETTY, data, quick)) {
      alice = before.guest();
      bob = before.guest();
      room = before.room();
      try (Listening held = alice.listen(Way.STREAM, Call.poll(room).and("client", "tab"))) {
        awaitPeople(bob, room, Map.of(alice.user(), 1));
        assertThat(held.head().status()).isEqualTo(200);
        before.process().kill();
      }
    }
    try (Site after = Site.start(Container.JETTY, data, quick)) {
      awaitPeople(bob.at(after), room, Map.of());
      after.isWell();
    }
  }
}
