package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One held poll for each reader: the newest wins. */
class ReaderIT {

  private static final Duration QUIET = Duration.ofMillis(150);

  @ParameterizedTest
  @EnumSource(Container.class)
  void newerPollOfAReaderFreesTheOlder(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    try (RawConnection older = alice.hold(poll.and("seq", 1))) {
      older.staysSilent(QUIET);
      try (RawConnection newer = alice.hold(poll.and("seq", 2))) {

        assertSuperseded(site, alice, room, older);
        assertThat(texts(AnswerRules.poll(newer.read()))).containsExactly("after");
      }
    }
  }

  /** Asserts that this poll is over, empty, with its cursor unmoved; then publishes "after". */
  private static void assertSuperseded(Site site, Person reader, String room, RawConnection older) {
    JsonObject answer = AnswerRules.poll(older.read());
    assertThat(answer.has("superseded")).as("superseded in %s", answer).isTrue();
    assertThat(answer.getAsJsonArray("messages")).isEmpty();
    site.guest().publish(room, "after");
    assertThat(texts(reader.poll(Call.poll(room).and("cursor", Person.cursorOf(answer)))))
        .containsExactly("after");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollsWithoutSeqAreNewestWinsToo(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    // One that beats shows that it is held, and is a poll like the other.
    try (Listening older = alice.listen(Way.BEATING_POLL, poll)) {
      older.head().ok();
      try (RawConnection newer = alice.hold(poll)) {
        newer.staysSilent(QUIET);

        assertThat(older.end().has("superseded")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void latePollIsTheOneThatIsSuperseded(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    try (RawConnection held = alice.hold(poll.and("seq", 8))) {
      held.staysSilent(QUIET);
      try (RawConnection late = alice.hold(poll.and("seq", 7))) {

        JsonObject answer = AnswerRules.poll(late.read());

        assertThat(answer.has("superseded")).isTrue();
        held.staysSilent(QUIET);
        alice.publish(room, "for the held one");
        assertThat(texts(AnswerRules.poll(held.read()))).containsExactly("for the held one");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void reloadThatStartsAtTheClockWins(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    try (RawConnection before = alice.hold(poll.and("seq", 1_795_000_000_017L))) {
      before.staysSilent(QUIET);
      try (RawConnection after = alice.hold(poll.and("seq", 1_795_000_005_000L))) {
        assertThat(AnswerRules.poll(before.read()).has("superseded")).isTrue();
        after.staysSilent(QUIET);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anotherUsersReaderOfTheSameIdIsAnotherReader(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    try (RawConnection hers = alice.hold(poll);
        RawConnection his = bob.hold(poll)) {
      hers.staysSilent(QUIET);
      his.staysSilent(QUIET);
      alice.publish(room, "both");
      assertThat(texts(AnswerRules.poll(hers.read()))).containsExactly("both");
      assertThat(texts(AnswerRules.poll(his.read()))).containsExactly("both");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anonymousReadersAreToldApartByTheirId(Container container) {
    Site site = Site.shared(container);
    Person anyone = site.anonymous();
    Call poll = Call.poll("/broadcast").and("cursor", anyone.cursor("/broadcast"));
    String page = site.fresh("p");
    try (RawConnection first = anyone.hold(poll.and("client", page).and("seq", 1));
        RawConnection other = anyone.hold(poll.and("client", site.fresh("q")))) {
      first.staysSilent(QUIET);
      try (RawConnection second = anyone.hold(poll.and("client", page).and("seq", 2))) {
        assertThat(AnswerRules.poll(first.read()).has("superseded")).isTrue();
        other.staysSilent(QUIET);
        second.staysSilent(QUIET);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void guestDoesNotSupersedeAnAnonymousReaderOfTheSameId(Container container) {
    Site site = Site.shared(container);
    Person anyone = site.anonymous();
    Call poll =
        Call.poll("/broadcast")
            .and("cursor", anyone.cursor("/broadcast"))
            .and("client", site.fresh("p"));
    try (RawConnection nobody = anyone.hold(poll);
        RawConnection guest = site.guest().hold(poll)) {
      guest.staysSilent(QUIET);
      nobody.staysSilent(QUIET);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void withoutClientNothingIsSuperseded(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room));
    try (RawConnection one = alice.hold(poll.and("seq", 2));
        RawConnection two = alice.hold(poll.and("seq", 1))) {
      one.staysSilent(QUIET);
      two.staysSilent(QUIET);
      alice.publish(room, "both");
      assertThat(texts(AnswerRules.poll(one.read()))).containsExactly("both");
      assertThat(texts(AnswerRules.poll(two.read()))).containsExactly("both");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollThatIsRepeatedOnThePathSupersedesItselfAndLosesNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest poll =
        alice.signed(
            Call.poll(room)
                .and("cursor", alice.cursor(room))
                .and("client", "page")
                .and("seq", 5)
                .asGet());
    try (HeldPolls both = HeldPolls.open(site, List.of(poll, poll))) {
      // Whichever of the two the server sees first.
      both.await(RawConnection.SOON, () -> both.ended() == 1);
      List<JsonObject> over =
          both.outcomes().stream()
              .flatMap(one -> one.answer().stream())
              .map(AnswerRules::poll)
              .toList();
      assertThat(over).singleElement().matches(answer -> answer.has("superseded"));
      alice.publish(room, "once");

      List<RawResponse> answers = both.await(RawConnection.SOON).answers();
      assertThat(answers.stream().flatMap(answer -> texts(AnswerRules.poll(answer)).stream()))
          .containsExactly("once");
    }
  }
}
