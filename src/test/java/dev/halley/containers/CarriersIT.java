package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the carrier, the same is said, and nothing is lost or repeated. */
class CarriersIT {

  private static final Duration QUIET = Duration.ofMillis(100);
  private static final List<Way> WAYS = List.of(Way.values());

  static Stream<Arguments> everyWayOnEveryContainer() {
    return Arrays.stream(Container.values())
        .flatMap(c -> WAYS.stream().map(way -> Arguments.of(c, way)));
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void answerHasTheShapeOfItsCarrier(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "</script>\u2028\u2029ü😀");
    try (Listening listening = alice.listen(way, Call.poll(room).and("history", 10))) {
      RawResponse head = listening.head().ok();

      assertThat(listening.texts(1)).containsExactly("</script>\u2028\u2029ü😀");
      AnswerRules.headers(head);
      assertThat(head.header("Content-Type").orElse("")).startsWith(way.type());
      assertThat(head.header("Content-Encoding")).isEmpty();
      boolean hasLength = way == Way.POLL || way == Way.JSONP;
      assertThat(head.header("Content-Length").isPresent()).isEqualTo(hasLength);
      assertThat(head.header("Transfer-Encoding").isPresent()).isNotEqualTo(hasLength);
      Person.messagesOf(listening.last()).forEach(AnswerRules::message);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void whoIsHeldHearsWhatIsPublished(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    for (int i = 0; i < 2; i++) {
      try (Listening listening = alice.listen(way, Call.poll(room).and("cursor", cursor))) {
        listening.isHeld(QUIET);
        alice.publish(room, "message " + i);

        assertThat(listening.texts(1)).containsExactly("message " + i);
        cursor = listening.cursor();
        if (!way.goesOn()) {
          listening.whole();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void streamsGoOnFromMessageToMessage(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room));
    List<Listening> all = Way.streams().stream().map(way -> alice.listen(way, read)).toList();
    List<String> expected = IntStream.range(0, 5).mapToObj(i -> "message " + i).toList();
    for (int i = 0; i < expected.size(); i++) {
      alice.publish(room, expected.get(i));
      for (Listening one : all) {
        assertThat(one.texts(i + 1)).isEqualTo(expected.subList(0, i + 1));
      }
    }
    all.forEach(Listening::close);
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void whoseAnswerWasLostGoesOnWithTheOldCursor(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    try (Listening lost = alice.listen(way, read)) {
      lost.isHeld(QUIET);
      alice.publish(room, "one");
      lost.texts(1);
      lost.wire().reset();
    }
    alice.publish(room, "two");
    try (Listening again = alice.listen(way, read)) {
      assertThat(again.texts(2)).containsExactly("one", "two");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoChangesTheCarrierAtAnyAnswerMissesAndRepeatsNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String other = site.room();
    String cursor = alice.cursor(room, other);
    Random random = new Random(1986);
    List<String> published = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    for (int round = 0; round < 30; round++) {
      Way way = WAYS.get(random.nextInt(WAYS.size()));
      Call read = Call.poll(room, other).and("cursor", cursor).and("limit", 1 + random.nextInt(3));
      try (Listening listening = alice.listen(way, read.and("client", "page"))) {
        for (int i = 0; i <= random.nextInt(4); i++) {
          boolean first = random.nextBoolean();
          published.add((first ? "first " : "other ") + published.size());
          alice.publish(first ? room : other, published.get(published.size() - 1));
        }
        // Only so many answers are taken, and then the connection is cut.
        int answers = 1 + random.nextInt(3);
        List<JsonObject> said = listening.until(list -> !list.isEmpty());
        List<JsonObject> taken = said.subList(0, Math.min(answers, said.size()));
        heard.addAll(Listening.texts(taken));
        cursor = Person.cursorOf(taken.get(taken.size() - 1));
        listening.wire().reset();
      }
    }
    JsonObject rest;
    do {
      rest = alice.poll(Call.poll(room, other).and("cursor", cursor));
      heard.addAll(Person.texts(rest));
      cursor = Person.cursorOf(rest);
    } while (rest.has("more"));
    for (String of : List.of("first", "other")) {
      assertThat(heard.stream().filter(text -> text.startsWith(of)))
          .containsExactlyElementsOf(published.stream().filter(t -> t.startsWith(of)).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void newerRequestOfAReaderTakesOver(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    Call read = Call.poll(room).and("cursor", cursor).and("client", "page");
    try (Listening older = alice.listen(way, read.and("seq", 1))) {
      older.isHeld(QUIET);
      try (Listening newer = alice.listen(way, read.and("seq", 2))) {

        JsonObject end = older.end();

        assertThat(end.has("superseded")).as("superseded in %s", end).isTrue();
        assertThat(end.get("cursor").getAsString()).isEqualTo(cursor);
        newer.isHeld(QUIET);
        alice.publish(room, "for the newer");
        assertThat(newer.texts(1)).containsExactly("for the newer");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void refusalBeforeTheFirstByteHasItsStatus(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person nobody = site.anonymous();
    Person stranger = new Person(site, "no.to.ken", "", "");
    refused(alice, way, Call.poll("room"), 400, "invalid-channel");
    refused(alice, way, Call.poll("/room/a").and("hold", "x"), 400, "invalid-parameter");
    refused(alice, way, Call.poll("/room/a").and("cursor", "x"), 400, "invalid-cursor");
    refused(stranger, way, Call.poll("/room/a"), 401, "invalid-token");
    refused(nobody, way, Call.poll("/room/a"), 401, "token-required");
    refused(alice, way, Call.poll("/user/somebody"), 403, "forbidden");
  }

  private static void refused(Person who, Way way, Call read, int status, String code) {
    try (Listening listening = who.listen(way, read)) {
      RawResponse whole = listening.whole();
      if (way.wrapsRefusals()) {
        JsonObject said = way.said(whole.ok().text()).get(0);
        Problems.described(said.getAsJsonObject("error"), status, code);
        assertThat(whole.header("Content-Type").orElse("")).startsWith(way.type());
      } else {
        Problems.refused(whole, status, code);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayOnEveryContainer")
  void http10IsEnough(Container container, Way way) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    RawRequest request = alice.signed(way.request(read)).version("HTTP/1.0");
    try (Listening listening = new Listening(site.connect().send(request), way)) {
      if (way.goesOn()) {
        assertThat(listening.head().header("Transfer-Encoding")).isEmpty();
      } else {
        listening.wire().staysSilent(Duration.ofMillis(way == Way.BEATING_POLL ? 1500 : 100));
      }
      alice.publish(room, "old");

      assertThat(listening.texts(1)).containsExactly("old");
      alice.ask(Call.to("/v1/leave").and("client", "page"));
      assertThat(listening.wire().closes(Duration.ofSeconds(10))).isTrue();
    }
  }
}
