package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Private rooms: who is in, who is not, and who is not any more. */
class MembersIT {

  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private static Call members(String room) {
    return Call.to("/v1/members").and("channel", room);
  }

  private static String privateRoom(Site site) {
    return "/private/" + site.fresh("p");
  }

  private static List<String> names(RawResponse response) {
    AnswerRules.headers(response);
    JsonObject room = response.ok().json();
    assertThat(room.keySet()).containsExactlyInAnyOrder("channel", "creator", "members");
    List<String> names = new ArrayList<>();
    room.getAsJsonArray("members").forEach(name -> names.add(name.getAsString()));
    return names;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void theCreatorSaysWhoIsInAndNobodyElseGetsIn(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Person carol = site.guest();
    String room = privateRoom(site);
    Problems.refused(alice.ask(Call.poll(room)), 403, "forbidden");

    assertThat(names(alice.ask(members(room).and("add", bob.name()))))
        .containsExactlyInAnyOrder(alice.user(), bob.user());

    bob.publish(room, "here");
    assertThat(Person.texts(alice.poll(Call.poll(room).and("history", 1)))).containsExactly("here");
    assertThat(names(alice.ask(members(room).asGet()))).hasSize(2);
    for (Person other : List.of(bob, carol)) {
      Problems.refused(other.ask(members(room).asGet()), 403, "forbidden");
      Problems.refused(other.ask(members(room).and("add", carol.user())), 403, "forbidden");
    }
    for (RawRequest request :
        List.of(
            Call.poll(room).asJson(),
            Call.poll(room, site.room()).asJson(),
            Call.history(room).asGet(),
            Call.publish(room, "x").asJson())) {
      JsonObject problem = Problems.refused(carol.ask(request), 403, "forbidden");
      assertThat(problem.get("channel").getAsString()).isEqualTo(room);
    }
    Problems.refused(site.anonymous().ask(Call.poll(room)), 401, "token-required");
    Problems.refused(site.anonymous().ask(members(room)), 401, "token-required");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void removalEndsAllThatTheRemovedHoldsAndTheySeeNothingMore(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = privateRoom(site);
    alice.ask(members(room).and("add", bob.user())).ok();
    String open = site.room();
    Call read = Call.poll(room, open).and("cursor", bob.cursor(room, open));
    List<Listening> ofBob = new ArrayList<>();
    try (RawSocket socket = RawSocket.of(bob).read(read);
        RawConnection ofAlice = alice.hold(read);
        RawConnection elsewhere = bob.hold(read.without("channel").and("channel", open))) {
      for (Way way : Way.values()) {
        ofBob.add(bob.listen(way, read).isHeld(A_MOMENT));
      }

      assertThat(names(alice.ask(members(room).and("remove", bob.user()))))
          .containsExactly(alice.user());
      alice.publish(room, "secret");

      for (Listening listening : ofBob) {
        String said = listening.whole().text();
        assertThat(said).as("%s", listening.way()).contains("forbidden").doesNotContain("secret");
      }
      socket.error(403, "forbidden");
      Problems.refused(bob.ask(read), 403, "forbidden");
      Problems.refused(bob.ask(Call.history(room).asGet()), 403, "forbidden");
      assertThat(Person.texts(AnswerRules.poll(ofAlice.read()))).containsExactly("secret");
      elsewhere.staysSilent(A_MOMENT);
      alice.publish(open, "for all");
      assertThat(Person.texts(AnswerRules.poll(elsewhere.read()))).containsExactly("for all");
    } finally {
      ofBob.forEach(Listening::close);
    }
  }

  @Test
  void membersOutliveARestart(@TempDir Path data) {
    Person alice;
    Person bob;
    String room;
    try (Site before = Site.start(Container.JETTY, data, Map.of())) {
      alice = before.guest();
      bob = before.guest();
      room = privateRoom(before);
      alice.ask(members(room).and("add", bob.user())).ok();
      before.process().terminate();
    }
    try (Site after = Site.start(Container.JETTY, data, Map.of("member-cache", "0 B"))) {
      bob.at(after).publish(room, "still here");
      Problems.refused(after.guest().ask(Call.poll(room)), 403, "forbidden");
      assertThat(names(alice.at(after).ask(members(room).and("remove", bob.user())))).hasSize(1);
      Problems.refused(bob.at(after).ask(Call.poll(room)), 403, "forbidden");
      after.isWell();
    }
  }

  @Test
  void rulesCanLeaveRoomsWithoutMembers(@TempDir Path data) {
    Map<String, String> rules = Map.of("rule-1", "/private/* read=user publish=user");
    try (Site site = Site.start(Container.JETTY, data, rules)) {
      Person alice = site.guest();
      Problems.refused(alice.ask(members("/private/a")), 403, "forbidden");
      alice.publish("/private/a", "open to all");
    }
  }
}
