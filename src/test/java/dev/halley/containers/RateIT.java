package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who does something too often. The rates let a few through at once and nothing more while a test
 * runs, so that no test depends on how fast it is.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RateIT {

  private static final int BURST = 5;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "rate-publish",
          "5/h burst " + BURST,
          "rate-session",
          "5/h burst " + BURST,
          "rate-poll",
          "50/h burst 50",
          "rule-1",
          "/room/slow/* read=user publish=user rate=1/h");

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

  /** Asserts that it is refused for now, and that it says until when: one comes in 12 minutes. */
  private static void tooOften(RawResponse response) {
    JsonObject problem = Problems.refused(response, 429, "rate-limited");
    assertThat(problem.get("detail").getAsString()).contains("user or address");
    assertThat(Integer.parseInt(response.header("Retry-After").orElse(""))).isBetween(1, 720);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void eachMessageOfABatchCountsAndNothingAfterOneTooManyIsStored(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    JsonArray batch = new JsonArray();
    for (int i = 0; i < BURST + 3; i++) {
      batch.add(Call.publish(i == BURST + 1 ? "/nowhere" : room, "m" + i).object());
    }

    RawResponse response =
        alice.ask(RawRequest.post("/v1/publish", batch.toString()).type("application/json")).ok();

    JsonArray items = response.parsed().getAsJsonArray();
    assertThat(items).hasSize(batch.size());
    for (int i = 0; i < items.size(); i++) {
      JsonObject item = items.get(i).getAsJsonObject();
      if (i < BURST) {
        assertThat(item.get("offset").getAsInt()).isEqualTo(i + 1);
      } else {
        Problems.described(item.getAsJsonObject("error"), 429, "rate-limited");
      }
    }
    tooOften(alice.ask(Call.publish(room, "x")));
    assertThat(alice.all(room)).hasSize(BURST);
    Person bob = site.guest();
    bob.publish(room, "another may");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void socketsAndPlainPagesCountWithAllElse(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    for (int i = 0; i < BURST; i++) {
      alice.publish(room, "m" + i);
    }
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.say("publish", Call.publish(room, "x").and("ref", 1));
      Problems.described(
          socket.hear("error", new JsonPrimitive(1)).getAsJsonObject("error"), 429, "rate-limited");
    }
    RawResponse page =
        site.ask(
            Call.to("/plain/say")
                .and("token", alice.token())
                .and("room", room.substring("/room/".length()))
                .and("once", "abc")
                .and("text", "x")
                .asForm());
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.header("Retry-After").orElse("")).matches("\\d+");
    assertThat(alice.all(room)).hasSize(BURST);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void aRuleMayHaveARateOfItsOwn(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = "/room/slow/" + site.fresh("s");

    alice.publish(room, "one");
    Problems.refused(alice.ask(Call.publish(room, "two")), 429, "rate-limited");
    alice.publish(site.room(), "elsewhere");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namesAreCountedByTheAddressThatABelievedProxyTells(Container container) {
    Site site = site(container);
    for (int i = 0; i < BURST; i++) {
      name(site, "X-Forwarded-For", "2001:db8:0:7::" + i).ok();
    }

    tooOften(name(site, "X-Forwarded-For", "2001:db8:0:7:ffff::1"));
    tooOften(name(site, "X-Forwarded-For", "198.51.100.77, 2001:db8:0:7::9"));
    tooOften(name(site, "Forwarded", "for=\"[2001:db8:0:7::9]:4711\";proto=https"));
    name(site, "X-Forwarded-For", "2001:db8:0:8::1").ok();
    name(site, "X-Forwarded-For", "203.0.113.99").ok();
    Problems.refused(
        site.ask(Call.session("not a name").asJson().header("X-Forwarded-For", "2001:db8:0:7::9")),
        400,
        "invalid-parameter");
  }

  private static RawResponse name(Site site, String header, String value) {
    return site.ask(Call.session(site.fresh("n")).asJson().header(header, value));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollsThatAreAnsweredAtOnceAreCountedAndHeldOnesAreNot(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("hold", 0);
    String cursor = alice.cursor(room);
    int answered = 1;
    while (answered < 200 && alice.ask(poll).status() == 200) {
      answered++;
    }
    // What is answered is counted a moment later.
    assertThat(answered).isBetween(49, 60);
    RawResponse refused = alice.ask(poll);
    Problems.refused(refused, 429, "rate-limited");
    Problems.refused(alice.ask(Call.history(room).asGet()), 429, "rate-limited");

    Person bob = site.guest();
    try (RawConnection held = bob.hold(Call.poll(room).and("cursor", cursor).and("hold", 300))) {
      bob.publish(room, "news");
      assertThat(Person.texts(AnswerRules.poll(held.read()))).containsExactly("news");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoIsAMemberIsChangedNoOftenerThanNamesAreTaken(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    String room = "/private/" + site.fresh("p");
    JsonElement add = new JsonArray();
    add.getAsJsonArray().add("bob");
    Call change = Call.to("/v1/members").and("channel", room).and("add", add);
    for (int i = 0; i < BURST; i++) {
      alice.ask(change).ok();
    }
    tooOften(alice.ask(change));
  }
}
