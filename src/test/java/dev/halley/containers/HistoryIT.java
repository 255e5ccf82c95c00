package dev.halley.containers;

import static dev.halley.containers.Person.messagesOf;
import static dev.halley.containers.Person.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of the past, and going on from there. */
class HistoryIT {

  private static JsonObject page(Person who, Call history) {
    RawResponse response = who.ask(history.asGet()).ok();
    AnswerRules.headers(response);
    JsonObject page = response.json();
    assertThat(page.keySet())
        .contains("channel", "messages", "more", "cursor")
        .isSubsetOf("channel", "messages", "more", "cursor", "gaps");
    messagesOf(page).forEach(AnswerRules::message);
    return page;
  }

  private static void assertPage(JsonObject page, boolean more, long... expected) {
    List<Long> wanted = java.util.Arrays.stream(expected).boxed().toList();
    assertThat(offsets(messagesOf(page))).isEqualTo(wanted);
    assertThat(page.get("more").getAsBoolean()).isEqualTo(more);
    assertThat(page.has("gaps")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pagesGoBackFromTheEndAndForthFromTheBeginning(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    IntStream.rangeClosed(1, 7).forEach(i -> alice.publish(room, "m" + i));
    Call three = Call.history(room).and("limit", 3);

    assertPage(page(alice, three), true, 5, 6, 7);
    assertPage(page(alice, three.and("before", 5)), true, 2, 3, 4);
    assertPage(page(alice, three.and("before", 2)), false, 1);
    assertPage(page(alice, three.and("before", 1)), false);
    assertPage(page(alice, three.and("before", 100)), true, 5, 6, 7);
    assertPage(page(alice, three.and("after", 0)), true, 1, 2, 3);
    assertPage(page(alice, three.and("after", 4)), false, 5, 6, 7);
    assertPage(page(alice, three.and("after", 7)), false);
    assertPage(page(alice, Call.history(room)), false, 1, 2, 3, 4, 5, 6, 7);
    assertThat(page(alice, three).get("channel").getAsString()).isEqualTo(room);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pageHoldsFiftyUnlessTold(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    IntStream.rangeClosed(1, 60).forEach(i -> alice.publish(room, "m" + i));

    JsonObject page = page(alice, Call.history(room));

    assertThat(messagesOf(page)).hasSize(50);
    assertThat(offsets(messagesOf(page))).startsWith(11L).endsWith(60L).isSorted();
    assertThat(page.get("more").getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void cursorOfAPageReadsOnWithNoGap(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    IntStream.rangeClosed(1, 5).forEach(i -> alice.publish(room, "m" + i));
    JsonObject page = page(alice, Call.history(room).and("limit", 2).and("before", 3));
    try (RawConnection held = alice.hold(Call.poll(room).and("cursor", Person.cursorOf(page)))) {
      held.staysSilent(java.time.Duration.ofMillis(100));
      alice.publish(room, "m6");

      JsonObject answer = AnswerRules.poll(held.read());

      assertThat(offsets(messagesOf(answer))).containsExactly(6L);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void emptyChannelHasAnEmptyPageAndACursor(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();

    JsonObject page = page(alice, Call.history(room));

    assertPage(page, false);
    alice.publish(room, "first");
    JsonObject next = alice.poll(Call.poll(room).and("cursor", Person.cursorOf(page)));
    assertThat(offsets(messagesOf(next))).containsExactly(1L);
  }
}
