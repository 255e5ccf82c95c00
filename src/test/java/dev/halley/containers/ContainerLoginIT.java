package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where the container says who asks: Jetty by a login service, Tomcat by a realm, each set up as an
 * operator would.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ContainerLoginIT {

  private static final String USERS = "Ann:pw-a:staff,bob:pw-b:people,chief:pw-c:chiefs";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "auth", "container",
          "role-1", "staff read=/log/** publish=/broadcast moderator",
          "role-2", "chiefs admin",
          "rate-poll", "60/h burst 60",
          "rule-1", "/log/** read=token publish=nobody",
          "origins", "https://app.example");

  private static final String OWN = "http://localhost";

  private final Map<Container, Site> sites = new EnumMap<>(Container.class);

  private Path folder;

  @BeforeAll
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  private Site site(Container container) {
    return sites.computeIfAbsent(
        container,
        c -> new Site(ServerProcess.start(c, folder.resolve(c.name()), SETTINGS, USERS)));
  }

  @AfterAll
  void stop() {
    sites.values().forEach(Site::close);
  }

  private static RawRequest by(String user, RawRequest request) {
    String password = "pw-" + user.toLowerCase(java.util.Locale.ROOT).charAt(0);
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static RawRequest from(String origin, RawRequest request) {
    return request.header("Origin", origin);
  }

  private static void isForeign(RawResponse response) {
    Problems.refused(response, 403, "origin-not-allowed");
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void whoIsLoggedInIsWhoAsks(Container container) {
    Site site = site(container);

    JsonObject ann = site.ask(by("Ann", RawRequest.get("/v1/session"))).ok().json();
    JsonObject bob = site.ask(by("bob", RawRequest.get("/v1/session"))).ok().json();
    JsonObject info = site.ask(by("bob", RawRequest.get("/v1/info"))).ok().json();

    assertThat(site.ask(RawRequest.get("/v1/session")).status()).isEqualTo(401);
    assertThat(ann.keySet()).containsExactly("user", "name", "admin", "moderator");
    assertThat(ann.get("user").getAsString()).isEqualTo("ann");
    assertThat(ann.get("name").getAsString()).isEqualTo("Ann");
    assertThat(ann.get("admin").getAsBoolean()).isFalse();
    assertThat(ann.get("moderator").getAsBoolean()).isTrue();
    assertThat(bob.get("user").getAsString()).isEqualTo("bob");
    assertThat(bob.get("moderator").getAsBoolean()).isFalse();
    assertThat(info.get("login").getAsString()).isEqualTo("container");
    assertThat(site.process().output()).doesNotContain("pw-a", "pw-b");
    assertThat(info.get("guests").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void rolesAllowWhatTheSettingsSay(Container container) {
    Site site = site(container);
    RawRequest news = from(OWN, Call.publish("/broadcast", "x").asJson());
    RawRequest log = Call.poll("/log/a").asGet();

    site.ask(by("Ann", news)).ok();
    Problems.refused(site.ask(by("bob", news)), 403, "forbidden");
    AnswerRules.poll(site.ask(by("Ann", log)));
    Problems.refused(site.ask(by("bob", log)), 403, "forbidden");
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void whatChangesSomethingComesFromThisHostOrAListedOrigin(Container container) {
    Site site = site(container);
    String room = site.room();
    RawRequest publish = by("bob", Call.publish(room, "forged").asForm());

    isForeign(site.ask(publish));
    for (String origin :
        List.of(
            "https://evil.example",
            "null",
            "http://localhost.evil.example",
            "http://localhost:81",
            "http://evil.example/http://localhost",
            "")) {
      isForeign(site.ask(from(origin, publish)));
    }
    isForeign(site.ask(publish.header("Referer", "https://evil.example/http://localhost/")));
    isForeign(site.ask(from("https://evil.example", publish).header("Referer", OWN + "/")));
    isForeign(site.ask(from(OWN, publish).header("X-Forwarded-Host", "chat.example")));
    isForeign(site.ask(by("bob", RawRequest.of("DELETE", "/v1/session"))));

    site.ask(from(OWN, publish)).ok();
    site.ask(publish.header("Referer", OWN + "/room?x")).ok();
    site.ask(
            from("https://chat.example", publish)
                .header("X-Forwarded-Host", "chat.example:443")
                .header("X-Forwarded-Proto", "https"))
        .ok();
    isForeign(
        site.ask(
            from("http://chat.example", publish)
                .header("X-Forwarded-Host", "chat.example")
                .header("X-Forwarded-Proto", "https")));
    RawResponse listed = site.ask(from("https://app.example", publish)).ok();
    assertThat(listed.header("Access-Control-Allow-Origin")).contains("https://app.example");
    assertThat(listed.header("Access-Control-Allow-Credentials")).contains("true");
    RawResponse all = site.ask(by("bob", Call.history(room).asGet())).ok();
    assertThat(Person.messagesOf(all.json())).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void whatOnlyReadsIsRefusedWhereItSaysThatItIsForeign(Container container) {
    Site site = site(container);
    RawRequest poll = by("bob", Call.poll(site.room()).asGet());

    AnswerRules.poll(site.ask(poll));
    AnswerRules.poll(site.ask(from(OWN, poll)));
    RawResponse foreign = site.ask(from("https://evil.example", poll));
    isForeign(foreign);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(foreign.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void foreignPagesCannotHaveAnythingReadByALinkOrAnImage(Container container) {
    Site site = site(container);
    RawRequest poll = by("bob", Call.poll(site.room()).and("client", "a").and("hold", 0).asGet());
    String foreign = "https://evil.example/";

    isForeign(site.ask(poll.header("Referer", foreign)));
    isForeign(site.ask(poll.header("Referer", foreign).header("Sec-Fetch-Site", "none")));
    for (String origin : List.of("cross-site", "same-site")) {
      isForeign(site.ask(poll.header("Sec-Fetch-Site", origin)));
      isForeign(site.ask(visit(poll.header("Sec-Fetch-Site", origin))));
      // It is what a redirection leaves of the page that was linked from.
      isForeign(site.ask(poll.header("Sec-Fetch-Site", origin).header("Referer", OWN + "/")));
    }
    isForeign(site.ask(visit(by("bob", cross(RawRequest.get("/v1/session"))))));

    String listed = "https://app.example/page";
    AnswerRules.poll(site.ask(cross(poll).header("Referer", listed)));
    AnswerRules.poll(site.ask(from("https://app.example", cross(poll))));
    AnswerRules.poll(site.ask(poll.header("Referer", OWN + "/chat.html")));
    for (String origin : List.of("same-origin", "none")) {
      AnswerRules.poll(site.ask(poll.header("Sec-Fetch-Site", origin)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void onesOwnPagesCanBeLinkedToAndNotBeFetched(Container container) {
    Site site = site(container);
    RawRequest page = by("bob", cross(RawRequest.get("/plain/room?room=linked")));
    RawRequest image = page.header("Sec-Fetch-Mode", "no-cors").header("Sec-Fetch-Dest", "image");
    RawRequest frame = page.header("Sec-Fetch-Mode", "navigate").header("Sec-Fetch-Dest", "iframe");

    site.ask(visit(page.header("Referer", "https://evil.example/"))).ok();
    assertThat(site.ask(image).status()).isEqualTo(403);
    assertThat(site.ask(frame).status()).isEqualTo(403);
    site.ask(by("bob", visit(cross(RawRequest.get("/"))))).ok();
  }

  private static RawRequest cross(RawRequest request) {
    return request.header("Sec-Fetch-Site", "cross-site");
  }

  /** As a link is followed. */
  private static RawRequest visit(RawRequest request) {
    return request.header("Sec-Fetch-Mode", "navigate").header("Sec-Fetch-Dest", "document");
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void socketsOfForeignPagesTakeNothingFromWhatAUserMay(Container container) {
    Site site = site(container);
    RawRequest handshake = by("chief", RawSocket.handshake(RawSocket.PATH));

    for (int i = 0; i < 70; i++) {
      isForeign(site.ask(from("https://evil.example", handshake)));
    }
    RawSocket.open(site, from(OWN, handshake)).close();
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void aSocketIsOpenedFromThisHostOrAListedOriginAlone(Container container) {
    Site site = site(container);
    RawRequest handshake = by("bob", RawSocket.handshake(RawSocket.PATH));

    isForeign(site.ask(handshake));
    isForeign(site.ask(from("https://evil.example", handshake)));
    for (String origin : List.of(OWN, "https://app.example")) {
      String room = site.room();
      try (RawSocket socket = RawSocket.open(site, from(origin, handshake))) {
        socket.say("publish", Call.publish(room, "x"));
        assertThat(socket.hear("published").get("offset").getAsInt()).isEqualTo(1);
        socket.say("publish", Call.publish(room, "x").and("token", "x.y.z"));
        JsonObject error = socket.hear("error").getAsJsonObject("error");
        Problems.described(error, 401, "invalid-token");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void thereAreNoScriptsNoTokensAndNoGuests(Container container) {
    Site site = site(container);
    Call poll = Call.poll(site.room());

    RawResponse jsonp = site.ask(by("bob", poll.and("callback", "f").asGet()));
    Problems.refused(jsonp, 403, "forbidden");
    Call frame = new Call("/v1/frame", poll.and("callback", "f").parameters());
    Problems.refused(site.ask(by("bob", frame.asGet())), 403, "forbidden");
    RawResponse guest = site.ask(by("bob", from(OWN, Call.session("Eve").asJson())));
    Problems.refused(guest, 403, "forbidden");
  }

  @ParameterizedTest
  @EnumSource(names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void thePagesWithoutScriptsWorkToo(Container container) {
    Site site = site(container);

    RawResponse first = site.ask(by("Ann", RawRequest.get("/plain/")));
    RawResponse page = site.ask(by("Ann", RawRequest.get("/plain/room?room=plain"))).ok();
    Call say =
        Call.to("/plain/say").and("room", "plain").and("once", "abc").and("text", "by a form");
    RawResponse forged = site.ask(by("Ann", from("null", say.asForm())));
    RawResponse said = site.ask(by("Ann", from(OWN, say.asForm())));

    assertThat(first.status()).isEqualTo(303);
    assertThat(first.header("Location").orElse("")).endsWith("room?room=lobby");
    assertThat(page.header("Referrer-Policy")).contains("same-origin");
    assertThat(forged.status()).isEqualTo(403);
    assertThat(said.status()).isEqualTo(303);
    RawResponse all = site.ask(by("bob", Call.history("/room/plain").asGet())).ok();
    assertThat(Person.messagesOf(all.json())).hasSize(1);
    assertThat(Person.messagesOf(all.json()).get(0).get("from").getAsString()).isEqualTo("ann");
  }
}
