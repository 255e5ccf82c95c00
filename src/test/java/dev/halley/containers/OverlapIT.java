package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same request more than once at the same time, as gateways and impatient clients send it. */
class OverlapIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishesOfOneIdAtTheSameTimeStoreOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (int round = 1; round <= 20; round++) {
      RawRequest publish =
          alice.signed(Call.publish(room, "round " + round).and("id", "r" + round).asJson());

      List<JsonObject> answers = together(site, publish, 4);

      assertThat(answers).extracting(a -> a.get("offset").getAsInt()).containsOnly(round);
      assertThat(answers).filteredOn(a -> !a.has("duplicate")).hasSize(1);
      assertThat(answers.stream().map(a -> a.get("time")).distinct()).hasSize(1);
    }
    assertThat(alice.all(room)).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void inboxPublishesOfOneIdAtTheSameTimeStoreOnceInBoth(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    for (int round = 1; round <= 10; round++) {
      RawRequest publish =
          alice.signed(Call.publish(bob.inbox(), "hi").and("id", "r" + round).asJson());

      assertThat(together(site, publish, 3)).filteredOn(a -> !a.has("duplicate")).hasSize(1);
    }
    assertThat(bob.all(bob.inbox())).hasSize(10);
    assertThat(alice.all(alice.inbox())).hasSize(10);
  }

  private static List<JsonObject> together(Site site, RawRequest request, int count) {
    try (HeldPolls same = HeldPolls.open(site, Collections.nCopies(count, request))) {
      return same.await(RawConnection.SOON).answers().stream().map(a -> a.ok().json()).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void samePollSentTwiceGetsTheSameMessages(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest poll = alice.signed(Call.poll(room).and("cursor", alice.cursor(room)).asGet());
    try (HeldPolls twice = HeldPolls.open(site, List.of(poll, poll))) {
      twice.await(Duration.ofMillis(150));
      assertThat(twice.ended()).isZero();
      alice.publish(room, "same");

      List<JsonObject> answers =
          twice.await(RawConnection.SOON).answers().stream().map(AnswerRules::poll).toList();

      assertThat(texts(answers.get(0))).containsExactly("same").isEqualTo(texts(answers.get(1)));
      assertThat(answers.get(0).get("cursor")).isEqualTo(answers.get(1).get("cursor"));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void twoWhoTakeOneNameAtTheSameTimeDoNotBothGetIt(Container container) {
    Site site = Site.shared(container);
    for (int round = 0; round < 10; round++) {
      RawRequest take = Call.session(site.fresh("g")).asJson();
      try (HeldPolls same = HeldPolls.open(site, Collections.nCopies(4, take))) {

        List<Integer> statuses =
            same.await(RawConnection.SOON).answers().stream().map(RawResponse::status).toList();

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
      }
    }
  }
}
