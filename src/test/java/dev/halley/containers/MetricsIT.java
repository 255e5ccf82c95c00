package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server counts is what was done, on a server that all tests of this class share. */
@TestInstance(Lifecycle.PER_CLASS)
class MetricsIT {

  private static final String AGES = "halley_delivery_seconds_count";

  private final Map<Container, Site> sites = new EnumMap<>(Container.class);

  private Path folder;

  @BeforeAll
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  private Site site(Container container) {
    // Who is where is kept in commits of its own, whose number is the clock's.
    Map<String, String> rule = Map.of("rule-1", "/room/* read=user publish=user presence=off");
    return sites.computeIfAbsent(container, c -> Site.start(c, folder.resolve(c.name()), rule));
  }

  @AfterAll
  void stop() {
    sites.values().forEach(Site::close);
  }

  private static String answers(String carrier, String kind) {
    return "halley_answers_total{carrier=\"" + carrier + "\",kind=\"" + kind + "\"}";
  }

  private static String delivered(String carrier) {
    return "halley_messages_delivered_total{carrier=\"" + carrier + "\"}";
  }

  private static String refused(String code) {
    return "halley_refusals_total{code=\"" + code + "\"}";
  }

  /** What so many messages of 5 bytes, one after another, add that are stored. */
  private static Map<String, Double> published(double count) {
    Map<String, Double> growth = new HashMap<>();
    growth.put("halley_messages_published_total{outcome=\"stored\"}", count);
    growth.put("halley_messages_published_bytes_total", 5 * count);
    growth.put("halley_publish_seconds_count", count);
    growth.put("halley_commit_seconds_count", count);
    growth.put("halley_commit_writes_sum", count);
    return growth;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollsAreCountedByWhatTheyWereTold(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Counted counted = Counted.from(site);

    Call read = Call.poll(room).and("cursor", alice.cursor(room));
    try (RawConnection held = alice.hold(read)) {
      counted.holds("poll", 1);
      alice.publish(room, "one");
      AnswerRules.poll(held.read());
    }
    alice.publish(room, "two");
    assertThat(Person.texts(alice.poll(read))).containsExactly("one", "two");
    Call after = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    AnswerRules.poll(alice.ask(after.and("hold", 1)));
    try (RawConnection older = alice.hold(after)) {
      counted.holds("poll", 1);
      try (RawConnection newer = alice.hold(after)) {
        AnswerRules.poll(older.read());
        alice.ask(Call.to("/v1/leave").and("client", "page"));
        AnswerRules.poll(newer.read());
      }
    }

    Map<String, Double> growth = published(2);
    growth.put(answers("poll", "position"), 2.0);
    growth.put(answers("poll", "message"), 2.0);
    growth.put(answers("poll", "hold_ran_out"), 1.0);
    growth.put(answers("poll", "superseded"), 2.0);
    growth.put(delivered("poll"), 3.0);
    growth.put(AGES, 3.0);
    counted.grows(growth);
    counted.holds("poll", 0);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void streamsAndSocketsAreCountedByTheirCarrier(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    List<String> carriers = List.of("stream", "events", "frame", "socket");
    Counted counted = Counted.from(site);

    List<Listening> streams =
        Stream.of(Way.STREAM, Way.EVENTS, Way.FRAME).map(way -> alice.listen(way, read)).toList();
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(read);
      carriers.forEach(carrier -> counted.holds(carrier, 1));
      counted.becomes("halley_sockets", 1);
      alice.publish(room, "one");
      streams.forEach(stream -> assertThat(stream.texts(1)).containsExactly("one"));
      assertThat(Person.texts(socket.answer())).containsExactly("one");
      alice.ask(Call.to("/v1/leave").and("client", "page"));
      streams.forEach(stream -> assertThat(stream.end().has("superseded")).isTrue());
      assertThat(socket.answer().has("superseded")).isTrue();
      assertThat(socket.closed()).isEqualTo(1000);
    }

    Map<String, Double> growth = published(1);
    for (String carrier : carriers) {
      growth.put(answers(carrier, "message"), 1.0);
      growth.put(answers(carrier, "superseded"), 1.0);
      growth.put(delivered(carrier), 1.0);
    }
    growth.put(AGES, 4.0);
    counted.grows(growth);
    carriers.forEach(carrier -> counted.holds(carrier, 0));
    counted.becomes("halley_sockets", 0);
    streams.forEach(Listening::close);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoLeavesWithoutAWordIsCountedAsGone(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room));
    Counted counted = Counted.from(site);

    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(read);
      counted.holds("socket", 1);
      socket.reset();
    }

    counted.grows(Map.of(answers("socket", "gone"), 1.0));
    counted.holds("socket", 0);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pagesWithoutScriptsAreReadersToo(Container container) {
    Site site = site(container);
    PlainVisitor alice = new PlainVisitor(site.guest());
    String room = site.fresh("r");
    alice.person().publish("/room/" + room, "one");
    Counted counted = Counted.from(site);

    alice.room(room);

    Map<String, Double> growth = new HashMap<>();
    growth.put(answers("page", "message"), 1.0);
    growth.put(delivered("page"), 1.0);
    growth.put(AGES, 1.0);
    counted.grows(growth);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void refusalsAreCountedOnceWhereverTheyAreSaid(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    Person stranger = new Person(site, "no.to.ken", "", "");
    Call elsewhere = Call.publish("/elsewhere/x", "two");
    Counted counted = Counted.from(site);

    alice.ask(Call.poll("room"));
    alice.ask(Way.JSONP.request(Call.poll("room")));
    alice.ask(Way.FRAME.request(Call.poll("/room/a").and("hold", "x")));
    alice.ask(elsewhere);
    alice.ask(
        RawRequest.post("/v1/publish", "[" + elsewhere.body() + "," + elsewhere.body() + "]")
            .type("application/json"));
    site.ask(RawRequest.get("/v1/nothing"));
    site.ask(Call.to("/v1/publish").asGet());
    stranger.ask(Call.poll("/room/a"));
    stranger.ask(stranger.signed(RawSocket.handshake(RawSocket.PATH)));
    assertThat(site.announceMuch("/plain/say").status()).isEqualTo(413);
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.say("publish", elsewhere.and("ref", 1));
      assertThat(socket.hear("error", new JsonPrimitive(1)).has("error")).isTrue();
    }

    counted.grows(
        Map.of(
            refused("invalid-channel"), 2.0,
            refused("invalid-parameter"), 1.0,
            refused("forbidden"), 4.0,
            refused("not-found"), 1.0,
            refused("method-not-allowed"), 1.0,
            refused("invalid-token"), 2.0,
            refused("message-too-large"), 1.0));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void everyoneElseIsRefused(Container container) {
    Site site = site(container);
    RawRequest scrape = RawRequest.get("/metrics");

    Counted.now(site).keepsTheConventions();
    for (String trace : List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")) {
      RawResponse refused = site.ask(scrape.header(trace, "127.0.0.1"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).doesNotContain("halley_");
    }
  }

  @Test
  void operatorMayNameOthersOrNobody(@TempDir Path data) {
    RawRequest scrape = RawRequest.get("/metrics");
    try (Site others = Site.start(Container.JETTY, data, Map.of("metrics", "10.0.0.0/8"))) {
      assertThat(others.ask(scrape).status()).isEqualTo(403);
    }
    try (Site nobody = Site.start(Container.JETTY, data, Map.of("metrics", "none"))) {
      assertThat(nobody.ask(scrape).status()).isEqualTo(404);
      Person alice = nobody.guest();
      alice.publish("/room/a", "still stored");
      assertThat(alice.all("/room/a")).hasSize(1);
    }
  }
}
