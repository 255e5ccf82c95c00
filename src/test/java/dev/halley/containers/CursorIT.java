package dev.halley.containers;

import static dev.halley.containers.Person.cursorOf;
import static dev.halley.containers.Person.messagesOf;
import static dev.halley.containers.Person.offsets;
import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cursor covers, and what it is answered with. */
class CursorIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void historyIsTheNewestMessagesOfChannelsThatTheCursorDoesNotCover(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String known = site.room();
    String fresh = site.room();
    String cursor = alice.cursor(known);
    IntStream.rangeClosed(1, 5).forEach(i -> alice.publish(fresh, "f" + i));
    IntStream.rangeClosed(1, 3).forEach(i -> alice.publish(known, "k" + i));

    JsonObject answer = alice.poll(Call.poll(known, fresh).and("cursor", cursor).and("history", 2));

    assertThat(texts(answer)).containsExactlyInAnyOrder("k1", "k2", "k3", "f4", "f5");
    assertThat(
            alice
                .poll(Call.poll(known, fresh).and("cursor", cursorOf(answer)))
                .getAsJsonArray("messages"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void historyBeyondTheFirstMessageIsNoGap(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "only");

    JsonObject answer = alice.poll(Call.poll(room).and("history", 1000));

    assertThat(texts(answer)).containsExactly("only");
    assertThat(answer.keySet()).doesNotContain("gaps", "more");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whatIsOverTheLimitIsAnsweredNextWithMore(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    IntStream.rangeClosed(1, 7).forEach(i -> alice.publish(room, "m" + i));
    List<String> got = new ArrayList<>();
    List<Boolean> more = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JsonObject answer = alice.poll(Call.poll(room).and("cursor", cursor).and("limit", 3));
      assertThat(messagesOf(answer)).hasSizeLessThanOrEqualTo(3);
      got.addAll(texts(answer));
      more.add(answer.has("more"));
      cursor = cursorOf(answer);
    }

    assertThat(got).containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7");
    assertThat(more).containsExactly(true, true, false);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void historyOverTheLimitIsAnsweredNextToo(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    IntStream.rangeClosed(1, 5).forEach(i -> alice.publish(room, "m" + i));

    JsonObject first = alice.poll(Call.poll(room).and("history", 4).and("limit", 2));
    JsonObject second = alice.poll(Call.poll(room).and("limit", 2).and("cursor", cursorOf(first)));

    assertThat(texts(first)).containsExactly("m2", "m3");
    assertThat(first.has("more")).isTrue();
    assertThat(texts(second)).containsExactly("m4", "m5");
    assertThat(second.has("more")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void hundredChannelsAreReadByOnePoll(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    List<String> rooms = IntStream.range(0, 100).mapToObj(i -> site.room()).toList();
    String cursor = alice.cursor(rooms.toArray(String[]::new));
    try (RawConnection held = alice.hold(Call.poll(rooms).and("cursor", cursor))) {
      held.staysSilent(Duration.ofMillis(100));
      alice.publish(rooms.get(99), "last");
      JsonObject answer = AnswerRules.poll(held.read());
      assertThat(texts(answer)).containsExactly("last");
      for (String room : rooms) {
        alice.publish(room, room);
      }

      JsonObject all = alice.poll(Call.poll(rooms).and("cursor", cursorOf(answer)));

      assertThat(texts(all)).containsExactlyInAnyOrderElementsOf(rooms);
      assertThat(
              alice.poll(Call.poll(rooms).and("cursor", cursorOf(all))).getAsJsonArray("messages"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void channelNamedTwiceIsReadOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room, room);
    alice.publish(room, "once");

    assertThat(texts(alice.poll(Call.poll(room, room).and("cursor", cursor))))
        .containsExactly("once");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void cursorOfAnAnswerCoversExactlyTheChannelsAskedFor(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String kept = site.room();
    String dropped = site.room();
    String both = alice.cursor(kept, dropped);
    alice.publish(dropped, "missed");

    String one = cursorOf(alice.poll(Call.poll(kept).and("cursor", both)));
    JsonObject back = alice.poll(Call.poll(kept, dropped).and("cursor", one));

    assertThat(back.getAsJsonArray("messages")).as("a dropped channel starts anew").isEmpty();
    assertThat(texts(alice.poll(Call.poll(kept, dropped).and("cursor", both))))
        .containsExactly("missed");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void lostAnswerIsRepeatedFromTheCursorTheClientStillHas(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    Call poll = Call.poll(room).and("cursor", cursor).and("client", "page").and("seq", 1);
    for (int i = 1; i <= 3; i++) {
      RawConnection held = alice.hold(poll);
      if (i == 1) {
        held.staysSilent(Duration.ofMillis(100));
        alice.publish(room, "lost");
      }
      if (i == 2) {
        held.close();
      } else {
        held.reset();
      }
    }
    alice.publish(room, "found");

    JsonObject answer = alice.poll(poll);

    assertThat(texts(answer)).containsExactly("lost", "found");
    assertThat(texts(alice.poll(poll))).containsExactly("lost", "found");
    assertThat(
            alice.poll(Call.poll(room).and("cursor", cursorOf(answer))).getAsJsonArray("messages"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void cursorOfOnePersonServesAnother(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    bob.publish(room, "hi");

    assertThat(texts(bob.poll(Call.poll(room).and("cursor", cursor)))).containsExactly("hi");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void answerStopsAtAboutOneMebibyteAndSaysMore(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    String large = "x".repeat(60_000);
    IntStream.rangeClosed(1, 40).forEach(i -> alice.publish(room, i + large));
    List<JsonObject> got = new ArrayList<>();
    boolean more = true;
    while (more) {
      RawResponse response = alice.ask(Call.poll(room).and("cursor", cursor).and("hold", 0));
      JsonObject answer = AnswerRules.poll(response);
      assertThat(response.length()).isLessThan((1 << 20) + 100_000);
      assertThat(messagesOf(answer)).isNotEmpty();
      got.addAll(messagesOf(answer));
      cursor = cursorOf(answer);
      more = answer.has("more");
    }

    assertThat(offsets(got))
        .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(i -> (long) i).toList());
  }
}
