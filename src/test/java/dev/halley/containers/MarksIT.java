package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Marks of what was read, counts of what was not, and ticks. */
class MarksIT {

  private static Call read(String channel, long offset) {
    return Call.to("/v1/read").and("channel", channel).and("offset", offset);
  }

  private static Call unread(String channel) {
    return Call.to("/v1/unread").and("channel", channel);
  }

  private static JsonObject only(Person person, Call unread) {
    JsonObject answer = person.ask(unread.asGet()).ok().json();
    assertThat(answer.getAsJsonArray("unread")).as("in %s", answer).hasSize(1);
    return answer.getAsJsonArray("unread").get(0).getAsJsonObject();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void markCountsOnAllDevicesAndNeverGoesBack(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    for (int i = 0; i < 3; i++) {
      bob.publish(room, "m" + i);
    }
    alice.publish(room, "mine");

    JsonObject before = only(alice, unread(room));
    assertThat(before.get("read").getAsLong()).isZero();
    assertThat(before.get("count").getAsLong()).isEqualTo(3);
    assertThat(before.get("first").getAsLong()).isEqualTo(1);
    assertThat(before.get("last").getAsLong()).isEqualTo(4);
    assertThat(alice.ask(read(room, 2)).ok().json().get("offset").getAsLong()).isEqualTo(2);
    assertThat(alice.ask(read(room, 1).asForm()).ok().json().get("offset").getAsLong())
        .isEqualTo(2);
    assertThat(only(alice, unread(room)).get("first").getAsLong()).isEqualTo(3);
    assertThat(alice.ask(read(room, 99)).ok().json().get("offset").getAsLong()).isEqualTo(4);
    assertThat(only(alice, unread(room)).get("count").getAsLong()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void directMessageIsTickedAsItIsDeliveredAndSeen(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String start = bob.cursor(bob.inbox());
    String id = alice.publish(bob.inbox(), "psst").get("id").getAsString();
    Call asked = unread(alice.inbox()).and("with", bob.user());
    assertThat(only(alice, asked).has("delivered")).isFalse();
    String told = alice.inbox() + "/marks";
    String cursor = alice.cursor(told);

    Call poll = Call.poll(bob.inbox()).and("client", "tab");
    String after = Person.cursorOf(bob.poll(poll.and("cursor", start)));
    bob.poll(poll.and("cursor", after));

    Awaitility.await().atMost(RawConnection.SOON).until(() -> only(alice, asked).has("delivered"));
    JsonObject delivered = only(alice, asked);
    assertThat(delivered.getAsJsonObject("delivered").get("id").getAsString()).isEqualTo(id);
    assertThat(delivered.has("seen")).isFalse();
    bob.ask(read(bob.inbox(), 1).and("with", alice.user())).ok();
    assertThat(only(alice, asked).getAsJsonObject("seen").get("id").getAsString()).isEqualTo(id);
    Awaitility.await()
        .atMost(RawConnection.SOON)
        .until(
            () -> Person.messagesOf(alice.poll(Call.poll(told).and("cursor", cursor))).size() == 2);
    List<JsonObject> events = Person.messagesOf(alice.poll(Call.poll(told).and("cursor", cursor)));
    assertThat(events)
        .extracting(event -> event.getAsJsonObject("data").get("event").getAsString())
        .containsExactly("delivered", "seen");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void marksAreTheirOwnersAlone(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Person nobody = new Person(site, "", "", "");

    Problems.refused(nobody.ask(read(site.room(), 1)), 401, "token-required");
    Problems.refused(alice.ask(unread(bob.inbox()).asGet()), 403, "forbidden");
    Problems.refused(alice.ask(read(bob.inbox(), 1)), 403, "forbidden");
    Problems.refused(alice.ask(Call.poll(bob.inbox() + "/marks")), 403, "forbidden");
    Problems.refused(alice.ask(Call.publish(alice.inbox() + "/marks", "x")), 403, "forbidden");
    Problems.refused(
        alice.ask(read(site.room(), 1).and("with", bob.user())), 400, "invalid-parameter");
    Problems.refused(
        alice.ask(Call.to("/v1/read").and("channel", site.room())), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void marksOutliveAStop(Container container, @TempDir Path data) {
    Person alice;
    try (Site site = Site.start(container, data, Map.of())) {
      alice = site.guest();
      site.guest().publish("/room/tea", "one");
      alice.ask(read("/room/tea", 1)).ok();
    }
    try (Site site = Site.start(container, data, Map.of())) {
      assertThat(only(alice.at(site), unread("/room/tea")).get("read").getAsLong()).isEqualTo(1);
    }
  }
}
