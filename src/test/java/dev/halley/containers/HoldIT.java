package dev.halley.containers;

import static dev.halley.containers.Person.cursorOf;
import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A poll that has nothing to say is held, and ends when it should. */
class HoldIT {

  private static final Duration QUIET = Duration.ofMillis(150);

  @ParameterizedTest
  @EnumSource(Container.class)
  void heldPollIsAnsweredWhenItsChannelGrows(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    try (RawConnection held = alice.hold(Call.poll(room).and("cursor", cursor))) {
      held.staysSilent(QUIET);
      alice.publish(room, "wake");

      JsonObject answer = AnswerRules.poll(held.read());

      assertThat(texts(answer)).containsExactly("wake");
      assertThat(cursorOf(answer)).isNotEqualTo(cursor);
      assertThat(answer.get("hold").getAsInt()).isEqualTo(25);
      assertThat(answer.get("delay").getAsLong()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdThatRanOutIsAnsweredEmptyAndItsCursorGoesOn(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    long start = System.nanoTime();
    try (RawConnection held = alice.hold(Call.poll(room).and("cursor", cursor).and("hold", 1))) {

      JsonObject answer = AnswerRules.poll(held.read());

      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(millis).isBetween(890L, 10_000L);
      assertThat(answer.getAsJsonArray("messages")).isEmpty();
      assertThat(answer.get("hold").getAsInt()).isEqualTo(1);
      assertThat(answer.keySet()).doesNotContain("more", "superseded", "gaps");
      alice.publish(room, "later");
      JsonObject next = alice.poll(Call.poll(room).and("cursor", cursorOf(answer)));
      JsonObject again = alice.poll(Call.poll(room).and("cursor", cursor));
      assertThat(texts(next)).containsExactly("later").isEqualTo(texts(again));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdIsShortenedAtRandomByUpToATenth(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest poll =
        alice.signed(Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 5).asJson());
    long start = System.nanoTime();
    try (HeldPolls polls = HeldPolls.open(site, Collections.nCopies(30, poll))) {
      polls.await(RawConnection.SOON);

      List<Long> millis =
          polls.outcomes().stream().map(o -> (o.nanos() - start) / 1_000_000).toList();
      polls.answers().forEach(AnswerRules::poll);
      assertThat(millis).allMatch(m -> m >= 4450 && m < 15_000);
      long spread = Collections.max(millis) - Collections.min(millis);
      assertThat(spread).as("ms between the first and the last of 30").isGreaterThan(60);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollWithoutCursorIsAnsweredAtOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "before");
    try (RawConnection asked = alice.hold(Call.poll(room))) {

      JsonObject answer = AnswerRules.poll(asked.read());

      assertThat(answer.getAsJsonArray("messages")).isEmpty();
      assertThat(answer.get("hold").getAsInt()).isEqualTo(25);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollThatItsCursorDoesNotCoverIsAnsweredAtOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String covered = site.room();
    String missing = site.room();
    String cursor = alice.cursor(covered);
    try (RawConnection asked = alice.hold(Call.poll(covered, missing).and("cursor", cursor))) {

      JsonObject answer = AnswerRules.poll(asked.read());

      assertThat(answer.getAsJsonArray("messages")).isEmpty();
      try (RawConnection held =
          alice.hold(Call.poll(covered, missing).and("cursor", cursorOf(answer)))) {
        held.staysSilent(QUIET);
        alice.publish(missing, "now");
        assertThat(texts(AnswerRules.poll(held.read()))).containsExactly("now");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdOfZeroIsAnsweredAtOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 0);
    try (RawConnection asked = alice.hold(poll)) {

      JsonObject answer = AnswerRules.poll(asked.read());

      assertThat(answer.get("hold").getAsInt()).isZero();
      assertThat(answer.getAsJsonArray("messages")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdIsCutToTheServersMaximum(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 300);
    try (RawConnection held = alice.hold(poll)) {
      held.staysSilent(QUIET);
      alice.publish(room, "wake");

      assertThat(AnswerRules.poll(held.read()).get("hold").getAsInt()).isEqualTo(55);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void messagesThatAreThereAreAnsweredAtOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    alice.publish(room, "one");
    alice.publish(room, "two");
    try (RawConnection asked = alice.hold(Call.poll(room).and("cursor", cursor))) {

      JsonObject answer = AnswerRules.poll(asked.read());

      assertThat(texts(answer)).containsExactly("one", "two");
      assertThat(Person.offsets(Person.messagesOf(answer))).containsExactly(1L, 2L);
    }
  }
}
