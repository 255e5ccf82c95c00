package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users of the operator's own login, whose keys are published on the loopback address. */
class LoginIT {

  private static final RSAKey KEY = KeyHost.key("first");
  private static final RSAKey NEXT = KeyHost.key("next");
  private static final Duration HOUR = Duration.ofHours(1);

  /** By how much a token of a login outlives its exp. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  /** Someone with such a token, once the server knows the key. */
  private static Person user(Site site, RSAKey key, String name, Duration life) {
    Person person = new Person(site, KeyHost.token(key, name, life), name, name);
    Awaitility.await()
        .atMost(RawConnection.SOON)
        .until(() -> person.ask(Call.poll("/broadcast")).status() != 503);
    return person;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void usersOfTheLoginReadAndPublishAndThereAreNoGuests(Container container, @TempDir Path data) {
    try (KeyHost login = KeyHost.start()) {
      login.publish(KEY);
      try (Site site = Site.start(container, data, login.settings())) {
        Person alice = user(site, KEY, "alice", HOUR);
        Person bob = user(site, KEY, "bob", HOUR);
        String room = site.room();
        Call poll = Call.poll(room).and("cursor", bob.cursor(room));
        try (RawConnection held = bob.hold(poll)) {
          alice.publish(room, "tea?");
          JsonObject answer = AnswerRules.poll(held.read());
          assertThat(texts(answer)).containsExactly("tea?");
          assertThat(Person.messagesOf(answer).get(0).get("from").getAsString()).isEqualTo("alice");
        }
        alice.publish("/broadcast", "what the token grants");

        Problems.refused(site.ask(Call.session("carol").asJson()), 403, "forbidden");
        assertThat(site.ask(Call.to("/v1/info").asGet()).ok().json().get("guests").getAsBoolean())
            .isFalse();
        Person stranger =
            new Person(site, KeyHost.token(KeyHost.key("first"), "alice", HOUR), "alice", "alice");
        Problems.refused(stranger.ask(Call.poll(room)), 401, "invalid-token");
        assertThat(site.process().output()).doesNotContain(alice.token(), stranger.token());
        site.isWell();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenOfTheLoginEndsAllThatItHoldsOpen(Container container, @TempDir Path data) {
    try (KeyHost login = KeyHost.start()) {
      login.publish(KEY);
      try (Site site = Site.start(container, data, login.settings())) {
        user(site, KEY, "bob", HOUR).cursor(site.room());
        long start = System.currentTimeMillis();
        Duration life = Duration.ofSeconds(12);
        // It says that it is over since a while, and the leeway lets it live for a moment.
        Person alice = user(site, KEY, "alice", life.minus(LEEWAY));
        String room = site.room();
        Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 50);
        List<Listening> others =
            Arrays.stream(Way.values())
                .filter(way -> way != Way.POLL)
                .map(way -> alice.listen(way, poll.without("hold")))
                .toList();
        try (RawConnection held = alice.hold(poll);
            RawSocket socket = RawSocket.of(alice).read(poll)) {

          Problems.refused(held.read(), 401, "expired-token");

          assertThat(System.currentTimeMillis() - start)
              .isBetween(life.toMillis() - 1_500, life.toMillis() + 10_000);
          socket.error(401, "expired-token");
          assertThat(socket.closed()).isEqualTo(4401);
        }
        for (Listening other : others) {
          Problems.described(other.end().getAsJsonObject("error"), 401, "expired-token");
          other.close();
        }
        Problems.refused(alice.ask(poll), 401, "expired-token");
        assertThat(user(site, KEY, "alice", HOUR).poll(poll).has("cursor")).isTrue();
      }
    }
  }

  @Test
  void newKeyIsTakenAtOnceAndTheLastOnesWhileTheLoginIsAway(@TempDir Path data) {
    try (KeyHost login = KeyHost.start()) {
      login.publish(KEY);
      try (Site site = Site.start(Container.JETTY, data, login.settings())) {
        Person alice = user(site, KEY, "alice", HOUR);
        String room = site.room();
        alice.publish(room, "before");

        login.publish(KEY, NEXT);
        Person bob = user(site, NEXT, "bob", HOUR);
        bob.publish(room, "with the new key");
        login.goAway();
        Person carol =
            new Person(site, KeyHost.token(KeyHost.key("third"), "carol", HOUR), "carol", "carol");

        Problems.refused(carol.ask(Call.poll(room)), 503, "login-unavailable");
        alice.publish(room, "the login is away");
        assertThat(bob.all(room)).hasSize(3);
      }
    }
  }

  @Test
  void guestLosesTheNameToItsUserWithAllThatIsHeldOpen(@TempDir Path data) {
    try (KeyHost login = KeyHost.start()) {
      login.publish(KEY);
      Map<String, String> settings = new HashMap<>(login.settings());
      settings.put("guests", "on");
      try (Site site = Site.start(Container.JETTY, data, settings)) {
        Person guest = site.guest("alice");
        String room = site.room();
        Call poll = Call.poll(room).and("cursor", guest.cursor(room));
        try (RawConnection held = guest.hold(poll)) {
          Person alice = user(site, KEY, "alice", HOUR);

          Problems.refused(held.read(), 401, "expired-token");
          Problems.refused(guest.ask(poll), 401, "invalid-token");
          alice.publish(room, "mine");
        }
      }
      try (Site site = Site.start(Container.JETTY, data, settings)) {
        Problems.refused(site.ask(Call.session("Alice").asJson()), 409, "name-taken");
        assertThat(site.guest("bob").user()).isEqualTo("bob");
        Problems.refused(site.ask(Call.session("аlice").asJson()), 400, "invalid-parameter");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "login-key, nowhere.pem, RS256, nowhere.pem cannot be read",
    "login-jwks, login.example, RS256, halley.login-jwks",
    "login-secret-file, nowhere.secret, HS256, nowhere.secret cannot be read",
    "login-secret-file, nowhere.secret, RS256, halley.login-algs",
  })
  void loginThatCannotWorkStopsTheStartAndSaysWhy(
      String key, String value, String algorithm, String said, @TempDir Path data) {
    Map<String, String> settings =
        Map.of(key, value, "login-algs", algorithm, "login-issuer", "i", "login-audience", "a");

    String printed = ServerProcess.refusal(Container.JETTY, data, settings);

    assertThat(printed.lines())
        .as("a sentence that says it in %s", printed)
        .anyMatch(line -> line.contains("Halley does not start") && line.contains(said));
  }
}
