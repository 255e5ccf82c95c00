package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Direct messages: two inboxes, one message, one owner each. */
class InboxIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void directMessageLandsInBothInboxes(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    alice.publish(alice.inbox(), "a note to myself");

    JsonObject answer = alice.publish(bob.inbox(), "psst");

    assertThat(answer.get("channel").getAsString()).isEqualTo(bob.inbox());
    assertThat(answer.get("offset").getAsLong()).as("in the named channel").isEqualTo(1);
    JsonObject his = bob.all(bob.inbox()).get(0);
    JsonObject hers = alice.all(alice.inbox()).get(1);
    for (JsonObject message : List.of(his, hers)) {
      AnswerRules.message(message);
      assertThat(message.get("from").getAsString()).isEqualTo(alice.user());
      assertThat(message.get("to").getAsString()).isEqualTo(bob.user());
      assertThat(message.get("data").getAsString()).isEqualTo("psst");
      assertThat(message.get("id")).isEqualTo(answer.get("id"));
      assertThat(message.get("time")).isEqualTo(answer.get("time"));
    }
    assertThat(his.get("channel").getAsString()).isEqualTo(bob.inbox());
    assertThat(hers.get("channel").getAsString()).isEqualTo(alice.inbox());
    assertThat(hers.get("offset").getAsLong()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void bothInboxesAreWoken(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Call hers = Call.poll(alice.inbox()).and("cursor", alice.cursor(alice.inbox()));
    Call his = Call.poll(bob.inbox()).and("cursor", bob.cursor(bob.inbox()));
    try (RawConnection otherDevice = alice.hold(hers);
        RawConnection recipient = bob.hold(his)) {
      recipient.staysSilent(java.time.Duration.ofMillis(100));
      alice.publish(bob.inbox(), "psst");

      for (RawConnection held : List.of(otherDevice, recipient)) {
        assertThat(Person.texts(AnswerRules.poll(held.read()))).containsExactly("psst");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void messageToOneselfIsStoredOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();

    alice.publish(alice.inbox(), "note");

    List<JsonObject> all = alice.all(alice.inbox());
    assertThat(all).hasSize(1);
    assertThat(all.get(0).get("from")).isEqualTo(all.get(0).get("to"));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anotherUsersInboxIsForbiddenToRead(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    alice.publish(bob.inbox(), "secret");
    String cursor = bob.cursor(bob.inbox());

    for (Call call :
        List.of(
            Call.poll(bob.inbox()),
            Call.poll(bob.inbox()).and("history", 10),
            Call.poll(bob.inbox()).and("cursor", cursor),
            Call.poll(alice.inbox(), bob.inbox()))) {
      JsonObject problem = Problems.refused(alice.ask(call), 403, "forbidden");
      assertThat(problem.get("channel").getAsString()).isEqualTo(bob.inbox());
    }
    Problems.refused(alice.ask(Call.history(bob.inbox()).asGet()), 403, "forbidden");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void directMessageToAnotherSpellingLandsInTheCanonicalInbox(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String name = site.fresh("b");
    Person bob = site.guest(name);
    String fullWidth =
        name.chars()
            .mapToObj(c -> String.valueOf((char) (c - '!' + '\uff01')))
            .collect(java.util.stream.Collectors.joining());

    for (String spelling : List.of(name.toUpperCase(java.util.Locale.ROOT), fullWidth)) {
      JsonObject answer = alice.publish("/user/" + spelling, spelling);
      assertThat(answer.get("channel").getAsString()).isEqualTo(bob.inbox());
      JsonObject polled = bob.poll(Call.poll("/user/" + spelling).and("history", 1));
      assertThat(Person.texts(polled)).containsExactly(spelling);
    }
    assertThat(bob.all(bob.inbox()))
        .hasSize(2)
        .allMatch(m -> m.get("to").getAsString().equals(bob.user()));
    assertThat(alice.all(alice.inbox())).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void repeatedDirectMessageIsStoredOnceInBoth(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Call publish = Call.publish(bob.inbox(), "psst").and("id", "x");
    JsonObject first = alice.ask(publish).ok().json();

    JsonObject second = alice.ask(publish).ok().json();

    assertThat(second.get("duplicate").getAsBoolean()).isTrue();
    assertThat(second.get("offset")).isEqualTo(first.get("offset"));
    assertThat(bob.all(bob.inbox())).hasSize(1);
    assertThat(alice.all(alice.inbox())).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void idThatIsInAnInboxForAnotherRecipientIsTaken(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    Person carol = site.guest();
    alice.ask(Call.publish(bob.inbox(), "to bob").and("id", "x")).ok();

    RawResponse refused = alice.ask(Call.publish(carol.inbox(), "to carol").and("id", "x"));

    Problems.refused(refused, 409, "id-taken");
    assertThat(carol.all(carol.inbox())).isEmpty();
    assertThat(alice.all(alice.inbox())).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void idThatTheRecipientUsedIsTakenInBoth(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    alice.ask(Call.publish(bob.inbox(), "to bob").and("id", "x")).ok();

    RawResponse refused = bob.ask(Call.publish(alice.inbox(), "back").and("id", "x"));

    Problems.refused(refused, 409, "id-taken");
    assertThat(bob.all(bob.inbox())).hasSize(1);
    assertThat(alice.all(alice.inbox())).hasSize(1);
  }
}
