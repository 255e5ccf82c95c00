package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A later message that corrects or removes an earlier one, as clients see it. */
class EditIT {

  private static final String SECRET = "the-payload-that-nobody-may-see";

  private static Call edit(String channel, JsonObject published, String data) {
    return Call.publishJson(channel, data)
        .and("refers", published.get("id").getAsString())
        .and("at", published.get("offset").getAsLong());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoReadsHearsOfTheCorrectionAndWhoComesLaterFindsIt(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    JsonObject said = alice.publish(room, "Tae?");
    Call poll = Call.poll(room).and("cursor", bob.cursor(room));
    try (RawConnection held = bob.hold(poll)) {
      alice.ask(edit(room, said, "\"Tea?\"")).ok();

      JsonObject message = Person.messagesOf(AnswerRules.poll(held.read())).get(0);
      assertThat(message.get("refers")).isEqualTo(said.get("id"));
      assertThat(message.get("at").getAsLong()).isEqualTo(1);
      assertThat(message.get("data").getAsString()).isEqualTo("Tea?");
    }
    List<JsonObject> all = bob.all(room);
    assertThat(all.get(0).get("corrected").getAsLong()).isEqualTo(2);
    assertThat(all.get(0).get("data").getAsString()).isEqualTo("Tae?");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void removedPayloadIsGoneOnEveryWay(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    String start = bob.cursor(room);
    JsonObject said = alice.publish(room, SECRET + 1);
    alice.ask(edit(room, said, "\"" + SECRET + "2\"")).ok();
    Call poll = Call.poll(room).and("cursor", start);
    for (int i = 0; i < 3; i++) {
      // Asked for often enough to be kept as it is.
      assertThat(bob.ask(poll).ok().text()).contains(SECRET);
    }

    alice.ask(edit(room, said, "null")).ok();

    JsonArray messages = bob.poll(poll).getAsJsonArray("messages");
    assertThat(messages).hasSize(3);
    for (int i = 0; i < 2; i++) {
      JsonObject message = messages.get(i).getAsJsonObject();
      assertThat(message.get("data").isJsonNull()).isTrue();
      assertThat(message.get("removed").getAsBoolean()).isTrue();
    }
    assertThat(bob.ask(poll).ok().text()).doesNotContain(SECRET);
    assertThat(bob.ask(Call.history(room).asGet()).ok().text()).doesNotContain(SECRET);
    Call first = Call.poll(room).and("cursor", start).and("limit", 1);
    for (Way way : Way.values()) {
      try (Listening listening = bob.listen(way, first)) {
        List<JsonObject> answers = listening.until(list -> !list.isEmpty());
        assertThat(answers.toString()).doesNotContain(SECRET);
        assertThat(answers.get(0).toString()).contains("removed");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void othersAreRefusedAndStoreNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    JsonObject said = alice.publish(room, "mine");

    Problems.refused(bob.ask(edit(room, said, "null")), 403, "forbidden");
    Problems.refused(bob.ask(edit(room, said, "\"yours\"")), 403, "forbidden");
    said.addProperty("id", "nobody");
    Problems.refused(alice.ask(edit(room, said, "null")), 404, "not-found");
    Problems.refused(
        alice.ask(Call.publish(room, "x").and("refers", "no id!")), 400, "invalid-parameter");

    assertThat(alice.all(room)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void moderatorRemovesWhatOthersSaidAlsoWhereTheyAreNoMember(
      Container container, @TempDir Path data) {
    RSAKey key = KeyHost.key("first");
    try (KeyHost login = KeyHost.start()) {
      login.publish(key);
      try (Site site = Site.start(container, data, login.settings())) {
        Person alice = person(site, key, "alice", Map.of());
        Person mod = person(site, key, "mod", Map.of("moderator", true));
        Awaitility.await()
            .atMost(RawConnection.SOON)
            .until(() -> alice.ask(Call.poll("/room/a")).status() != 503);
        Call own = Call.to("/v1/members").and("channel", "/private/plan").and("add", "alice");
        alice.ask(own).ok();
        JsonObject said = alice.publish("/private/plan", SECRET);

        Problems.refused(mod.ask(edit("/private/plan", said, "\"x\"")), 403, "forbidden");
        mod.ask(edit("/private/plan", said, "null")).ok();

        assertThat(alice.ask(Call.history("/private/plan").asGet()).ok().text())
            .doesNotContain(SECRET)
            .contains("\"from\":\"mod\"");
      }
    }
  }

  private static Person person(Site site, RSAKey key, String name, Map<String, Object> claim) {
    return new Person(site, KeyHost.token(key, name, Duration.ofHours(1), claim), name, name);
  }
}
