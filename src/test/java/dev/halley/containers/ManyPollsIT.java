package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand held polls and one message. */
class ManyPollsIT {

  private static final int POLLS = 1_000;
  private static final int USERS = 25;

  @ParameterizedTest
  @EnumSource(Container.class)
  void oneMessageWakesAThousandHeldPollsOnceEach(Container container) {
    Site site = Site.shared(container);
    List<Person> users = IntStream.range(0, USERS).mapToObj(i -> site.guest()).toList();
    String room = site.room();
    List<String> cursors = Collections.nCopies(POLLS, users.get(0).cursor(room));
    for (String text : List.of("one", "two", "three")) {
      cursors = woken(site, users, room, cursors, text);
    }
    site.isWell();
  }

  /** Holds all polls, wakes them with one message, and answers with their new cursors. */
  private static List<String> woken(
      Site site, List<Person> users, String room, List<String> cursors, String text) {
    List<RawRequest> requests = new ArrayList<>();
    for (int i = 0; i < POLLS; i++) {
      Call poll = Call.poll(room).and("cursor", cursors.get(i)).and("hold", 55);
      requests.add(users.get(i % USERS).signed(poll.and("client", "page" + i).asJson()));
    }
    try (HeldPolls polls = HeldPolls.open(site, requests)) {
      polls.await(Duration.ofMillis(200));
      assertThat(polls.ended()).as("ended before the message").isZero();
      users.get(0).publish(room, text);
      polls.await(RawConnection.SOON);
      List<String> next = new ArrayList<>();
      for (RawResponse response : polls.answers()) {
        JsonObject answer = AnswerRules.poll(response);
        assertThat(texts(answer)).containsExactly(text);
        next.add(Person.cursorOf(answer));
      }
      return next;
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void everyoneReadsEveryMessageOnceWhileManyPublish(Container container) {
    Site site = Site.shared(container);
    List<Person> users = IntStream.range(0, 20).mapToObj(i -> site.guest()).toList();
    String room = site.room();
    String start = users.get(0).cursor(room);
    List<String> cursors = new ArrayList<>(Collections.nCopies(users.size(), start));
    List<Set<String>> seen = users.stream().<Set<String>>map(u -> new HashSet<>()).toList();
    for (int round = 0; round < 15; round++) {
      List<RawRequest> requests = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        Call poll = Call.poll(room).and("cursor", cursors.get(i)).and("hold", 5);
        requests.add(users.get(i).signed(poll.asJson()));
        Call publish = Call.publish(room, round + " of " + i);
        requests.add(users.get(i).signed(publish.asJson()));
      }
      try (HeldPolls all = HeldPolls.open(site, requests)) {
        List<RawResponse> answers = all.await(RawConnection.SOON).answers();
        for (int i = 0; i < users.size(); i++) {
          cursors.set(i, take(answers.get(2 * i).ok().json(), seen.get(i)));
        }
      }
    }
    for (int i = 0; i < users.size(); i++) {
      take(users.get(i).poll(Call.poll(room).and("cursor", cursors.get(i))), seen.get(i));
      assertThat(seen.get(i)).hasSize(15 * users.size());
    }
  }

  /** Adds the texts of an answer, each of which must be new; answers with its cursor. */
  private static String take(JsonObject answer, Set<String> seen) {
    for (String text : texts(answer)) {
      assertThat(seen.add(text)).as("%s is new", text).isTrue();
    }
    return Person.cursorOf(answer);
  }
}
