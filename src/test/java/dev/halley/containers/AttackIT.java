package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people who mean harm try first. */
class AttackIT {

  private static final String EVIL = "https://evil.example";
  private static final String INJECTED = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a<script>";

  /** What only the inside of a server knows. */
  private static final List<String> INTERNALS =
      List.of("dev.halley", "java.", "jakarta.", "Exception", "WEB-INF", "target/servers");

  /** As a page elsewhere has a browser ask: with all that it would add by itself. */
  private static RawRequest byBrowser(RawRequest request) {
    return request
        .header("Origin", EVIL)
        .header("Referer", EVIL + "/attack.html")
        .header("Cookie", "JSESSIONID=0123456789abcdef; token=x");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void jsonHijacking(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    bob.publish(alice.inbox(), "secret");
    for (Call call : List.of(Call.poll(alice.inbox()), Call.history(alice.inbox()))) {
      RawResponse script = site.ask(byBrowser(call.asGet()));
      RawResponse jsonp = site.ask(byBrowser(call.and("callback", "f").asGet()));

      Problems.refused(script, 401, "token-required");
      assertThat(jsonp.text()).startsWith("/**/f({\"error\":").doesNotContain("secret");
    }
    // What a browser is given with a good token is no script either, and no array that begins one.
    RawResponse json = alice.ask(Call.history(alice.inbox()).asGet()).ok();
    assertThat(json.text()).startsWith("{\"").contains("secret");
    assertThat(json.header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(json.header("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void crossSiteRequestForgery(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "mine");

    Problems.refused(site.ask(byBrowser(Call.publish(room, "x").asForm())), 401, "token-required");
    Problems.refused(site.ask(byBrowser(Call.publish(room, "x").asText())), 401, "token-required");
    Problems.refused(
        site.ask(byBrowser(RawRequest.of("DELETE", "/v1/session"))), 401, "token-required");
    RawResponse get = site.ask(byBrowser(Call.publish(room, "x").and("callback", "f").asGet()));
    assertThat(get.text()).contains("token-required");

    assertThat(alice.all(room)).hasSize(1);
    alice.publish(room, "the session is still there");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void headerInjection(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String target :
        List.of(
            "/v1/poll?channel=/room/a&callback=f" + INJECTED,
            "/v1/poll?channel=/room/a" + INJECTED,
            "/v1/poll?channel=/room/a&client=c" + INJECTED,
            "/v1/poll?channel=/room/a&cursor=" + INJECTED,
            "/v1/frame?channel=/room/a&callback=f" + INJECTED,
            "/v1/history?channel=/room/a&limit=" + INJECTED,
            "/v1/session?callback=f&name=" + INJECTED,
            "/v1/nothing" + INJECTED,
            "/plain/room?room=a" + INJECTED,
            "/plain/room?room=a&cursor=" + INJECTED,
            "/plain/out?to=http://a.example/" + INJECTED)) {
      RawResponse response = alice.ask(RawRequest.get(target));
      assertThat(response.header("X-Injected")).as(target).isEmpty();
      assertThat(response.status()).as(target).isBetween(200, 499);
      if (response.header("Content-Type").orElse("").startsWith("text/html")) {
        assertThat(response.text()).as(target).doesNotContain("<script>");
      }
    }
    RawResponse entered =
        site.ask(
            Call.to("/plain/enter")
                .and("name", site.fresh("g"))
                .and("secret", "0123456789abcdef")
                .and("room", "a\r\nX-Injected: yes")
                .asForm());
    assertThat(entered.header("X-Injected")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pathTraversal(Container container) {
    Site site = Site.shared(container);
    for (String target :
        List.of(
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/META-INF/MANIFEST.MF",
            "/css/../WEB-INF/web.xml",
            "/%2e%2e/WEB-INF/web.xml",
            "/css/%2e%2e/WEB-INF/web.xml",
            "/css/..%2fWEB-INF/web.xml",
            "/css/..%5cWEB-INF%5cweb.xml",
            "/css/..;/WEB-INF/web.xml",
            "/WEB-INF;x/web.xml",
            "/./WEB-INF/./web.xml",
            "//WEB-INF/web.xml",
            "/v1/../WEB-INF/web.xml",
            "/plain/../WEB-INF/web.xml",
            "/../../../../../../etc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/css/..%252f..%252f..%252fetc/passwd",
            "/WEB-INF/classes/dev/halley/server/version.txt")) {
      RawResponse response = site.ask(RawRequest.get(target));
      assertThat(response.status()).as(target).isNotEqualTo(200);
      assertThat(response.text()).as(target).doesNotContain("HalleyListener", "root:");
    }
    Person alice = site.guest();
    for (String channel :
        List.of(
            "/room/../user/" + alice.user(), "/room/./a", "/room/a%2f..", "/room\\a", "/room//a")) {
      Problems.refused(alice.ask(Call.poll(channel)), 400, "invalid-channel");
      Problems.refused(alice.ask(Call.publish(channel, "x")), 400, "invalid-channel");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anotherUsersReader(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person eve = site.guest();
    String room = site.room();
    Call poll =
        Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 50).and("client", "page-1");
    try (Listening held = alice.listen(Way.BEATING_POLL, poll)) {
      held.head().ok();

      assertThat(eve.ask(Call.to("/v1/leave").and("client", "page-1")).status()).isEqualTo(204);
      try (RawConnection hers = eve.hold(poll.and("seq", 99))) {
        hers.staysSilent(Duration.ofMillis(50));
        alice.publish(room, "still here");

        assertThat(held.texts(1)).containsExactly("still here");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anotherUsersCursorInboxAndName(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person eve = site.guest();
    String cursor = alice.cursor(alice.inbox());

    Problems.refused(
        eve.ask(Call.poll(alice.inbox()).and("cursor", cursor).and("hold", 0)), 403, "forbidden");
    Problems.refused(eve.ask(Call.history(alice.inbox()).asGet()), 403, "forbidden");
    JsonObject own = eve.poll(Call.poll(eve.inbox()).and("cursor", cursor));
    assertThat(Person.messagesOf(own)).isEmpty();

    String room = site.room();
    eve.ask(Call.publish(room, "x").and("from", alice.user()).and("user", alice.user())).ok();
    assertThat(eve.all(room).get(0).get("from").getAsString()).isEqualTo(eve.user());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenConfusion(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person eve = site.guest();
    String[] hers = eve.token().split("\\.", -1);
    String[] his = alice.token().split("\\.", -1);
    for (String token :
        List.of(
            his[0] + "." + his[1] + "." + hers[2],
            hers[0] + "." + his[1] + "." + hers[2],
            header("none") + "." + his[1] + ".",
            header("NONE") + "." + his[1] + "." + his[2],
            header("HS512") + "." + his[1] + "." + his[2],
            header("RS256") + "." + his[1] + "." + his[2],
            his[0] + "." + his[1],
            his[0] + "." + his[1] + "." + his[2] + ".",
            his[0] + "." + his[1] + "." + his[2] + "A",
            "x".repeat(9000),
            "..",
            alice.token() + "," + eve.token())) {
      Call poll = Call.poll(alice.inbox()).and("hold", 0).and("token", token);
      JsonObject problem = Problems.refused(site.ask(poll.asJson()), 401, "invalid-token");
      assertThat(problem.get("detail").getAsString()).doesNotContain(token);
    }
    // What a container takes as a header field it may refuse in its own words, but not let in.
    String much = "Bearer " + alice.token() + "x".repeat(9000);
    RawRequest huge = Call.poll(alice.inbox()).asGet().header("Authorization", much);
    assertThat(site.ask(huge).status()).isIn(400, 401, 431);
  }

  private static String header(String algorithm) {
    String json = "{\"alg\":\"" + algorithm + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void errorsTellNothingOfTheInside(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (RawRequest request :
        List.of(
            RawRequest.get("/v1/nothing"),
            RawRequest.get("/v1/poll?channel=%ff%fe"),
            RawRequest.get("/v1/poll?channel=/room/a&cursor=~~~~"),
            RawRequest.post("/v1/publish", "[[[[").type("application/json"),
            RawRequest.post("/v1/publish", "{\"channel\":{}}").type("application/json"),
            RawRequest.post("/v1/publish", "x").type("application/java-serialized-object"),
            RawRequest.get("/plain/nothing"),
            RawRequest.get("/plain/room?room=%00"),
            RawRequest.post("/plain/say", "%zz").type("application/x-www-form-urlencoded"),
            RawRequest.get("/doctor/probe/nothing"))) {
      RawResponse response = alice.ask(request);
      assertThat(response.status()).as("%s", request).isBetween(400, 499);
      assertThat(response.text()).as("%s", request).doesNotContain(INTERNALS);
    }
  }
}
