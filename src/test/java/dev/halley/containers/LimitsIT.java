package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits that an operator has set, on a server that all tests of this class share. */
@TestInstance(Lifecycle.PER_CLASS)
class LimitsIT {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "max-message", "200",
          "max-channels", "3",
          "max-body", "2000",
          "max-answer", "500",
          "hold-max", "5",
          "max-holds-per-user", "2",
          "max-holds-per-address", "4",
          "max-holds", "12");

  private final Map<Container, Site> sites = new EnumMap<>(Container.class);

  private Path folder;

  @BeforeAll
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  private Site site(Container container) {
    return sites.computeIfAbsent(container, c -> Site.start(c, folder.resolve(c.name()), SETTINGS));
  }

  @AfterAll
  void stop() {
    sites.values().forEach(Site::close);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void userHoldsNoMoreThanTheLimit(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 300);
    // Whose head has come is counted.
    try (Listening one = alice.listen(Way.BEATING_POLL, poll.and("client", "a"));
        Listening two = alice.listen(Way.STREAM, poll)) {
      two.head().ok();
      one.head().ok();

      Problems.refused(alice.ask(poll.and("client", "c")), 429, "rate-limited");

      try (RawConnection his = bob.hold(poll);
          RawConnection newer = alice.hold(poll.and("client", "a"))) {
        assertThat(one.end().has("superseded"))
            .as("a reader's own next poll takes the place of its last")
            .isTrue();
        bob.publish(room, "wake");
        assertThat(two.texts(1)).containsExactly("wake");
        for (RawConnection held : List.of(his, newer)) {
          assertThat(texts(AnswerRules.poll(held.read()))).containsExactly("wake");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void streamsAreHeldToo(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room));
    Call leave = Call.to("/v1/leave").and("client", "page");
    try (Listening stream = alice.listen(Way.STREAM, read.and("client", "page"));
        Listening events = alice.listen(Way.EVENTS, read.and("client", "page"))) {
      stream.head().ok();
      events.head().ok();

      Problems.refused(alice.ask(read), 429, "rate-limited");
      Problems.refused(alice.ask(Way.STREAM.request(read)), 429, "rate-limited");

      assertThat(alice.ask(leave).status()).isEqualTo(204);
      assertThat(stream.end().has("superseded")).isTrue();
      assertThat(events.end().has("superseded")).isTrue();
      AnswerRules.poll(alice.ask(read.and("hold", 1)));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdsThatAreOverCountNoMore(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    for (int i = 0; i < 30; i++) {
      Call poll = Call.poll(room).and("cursor", cursor);
      try (RawConnection one = alice.hold(poll);
          RawConnection two = alice.hold(poll)) {
        alice.publish(room, "m" + i);
        cursor = Person.cursorOf(AnswerRules.poll(one.read()));
        AnswerRules.poll(two.read());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdIsCutToTheOperatorsMaximumAndItsAbandonedHoldsEnd(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 300);
    alice.hold(poll).staysSilent(Duration.ofMillis(50)).reset();
    alice.hold(poll).staysSilent(Duration.ofMillis(50)).reset();

    RawResponse response =
        Awaitility.await("an answer once the abandoned holds are over")
            .atMost(Duration.ofSeconds(40))
            .until(() -> alice.ask(poll), answer -> answer.status() != 429);

    assertThat(AnswerRules.poll(response).get("hold").getAsInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void addressThatAProxyForwardsHoldsNoMoreThanTheLimit(Container container) {
    Site site = site(container);
    Call read =
        Call.poll("/broadcast")
            .and("cursor", site.anonymous().cursor("/broadcast"))
            .and("hold", 300);
    RawRequest poll = read.asGet();
    RawRequest beating = Way.BEATING_POLL.request(read);
    List<Listening> held = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        held.add(listen(site, beating.header("X-Forwarded-For", "203.0.113.7")));
      }
      // Whose head has come is counted.
      held.forEach(one -> one.head().ok());

      RawResponse fifth = site.ask(poll.header("X-Forwarded-For", "203.0.113.7"));

      Problems.refused(fifth, 429, "rate-limited");
      RawResponse forged = site.ask(poll.header("X-Forwarded-For", "198.51.100.9, 203.0.113.7"));
      Problems.refused(forged, 429, "rate-limited");
      held.add(listen(site, beating.header("X-Forwarded-For", "203.0.113.8")));
      held.add(listen(site, beating));
      held.subList(4, 6).forEach(one -> one.head().ok());
    } finally {
      held.forEach(Listening::close);
    }
  }

  private static Listening listen(Site site, RawRequest beating) {
    return new Listening(site.connect().send(beating), Way.BEATING_POLL);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void fullNodeSaysSoAtOnce(Container container) {
    Site site = site(container);
    RawRequest poll =
        Call.poll("/broadcast")
            .and("cursor", site.anonymous().cursor("/broadcast"))
            .and("hold", 300)
            .asGet();
    try (HeldPolls many = HeldPolls.open(site, java.util.Collections.nCopies(20, poll))) {
      many.await(RawConnection.SOON, () -> many.ended() >= 8);

      List<RawResponse> refused =
          many.outcomes().stream().flatMap(o -> o.answer().stream()).toList();

      assertThat(refused).hasSizeGreaterThanOrEqualTo(8);
      refused.forEach(answer -> Problems.refused(answer, 503, "overloaded"));
      many.await(RawConnection.SOON);
      assertThat(many.answers().stream().filter(a -> a.status() == 200)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void sizesAreTheOperators(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    for (int i = 0; i < 6; i++) {
      alice.publish(room, i + "x".repeat(190));
    }

    RawResponse message = alice.ask(Call.publish(room, "x".repeat(201)));
    RawResponse channels = alice.ask(Call.poll(room, "/room/a", "/room/b", "/room/c"));
    JsonArray batch = new JsonArray();
    for (int i = 0; i < 12; i++) {
      batch.add(Call.publish(room, "x".repeat(150)).object());
    }
    RawResponse body =
        alice.ask(RawRequest.post("/v1/publish", batch.toString()).type("application/json"));
    JsonObject answer = alice.poll(Call.poll(room).and("cursor", cursor));

    Problems.refused(message, 413, "message-too-large");
    Problems.refused(channels, 413, "too-many-channels");
    Problems.refused(body, 413, "message-too-large");
    assertThat(answer.has("more")).isTrue();
    assertThat(answer.getAsJsonArray("messages")).hasSizeBetween(1, 3);
    assertThat(alice.all(room)).hasSize(6);
    JsonObject limits = site.ask(Call.to("/v1/info").asGet()).json().getAsJsonObject("limits");
    assertThat(limits.get("message").getAsInt()).isEqualTo(200);
    assertThat(limits.get("channels").getAsInt()).isEqualTo(3);
  }
}
