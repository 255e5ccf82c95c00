package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of an origin that the operator listed, on servers that have no JSONP and no frames. */
class CrossOriginIT {

  private static final String LISTED = "https://app.example";
  private static final Map<String, String> SETTINGS =
      Map.of("origins", "https://other.example, " + LISTED, "jsonp", "off", "frame", "off");

  @ParameterizedTest
  @EnumSource(Container.class)
  void pagesOfAListedOriginMayReadEveryAnswer(Container container, @TempDir Path data) {
    try (Site site = Site.start(container, data, SETTINGS)) {
      everyAnswerIsOpenToTheListedOrigin(site);
      preflightMayBeRemembered(site);
      browserOfTheYear2009Works(site);
      whatIsOffIsForbidden(site);
      site.isWell();
    }
  }

  private static void everyAnswerIsOpenToTheListedOrigin(Site site) {
    Person alice = site.guest();
    String room = site.room();
    List<RawRequest> requests =
        List.of(
            alice.signed(Call.poll(room).asGet()),
            alice.signed(Call.publish(room, "x").asJson()),
            Call.to("/v1/info").asGet(),
            Call.poll(room).asGet(),
            Call.poll("room").asGet(),
            RawRequest.get("/v1/nothing"),
            RawRequest.of("DELETE", "/v1/poll"),
            RawRequest.of("OPTIONS", "/v1/publish"),
            alice.signed(Call.publish(room, "x".repeat(70_000)).asJson()));
    for (RawRequest request : requests) {
      RawResponse open = site.ask(request.header("Origin", LISTED));
      assertThat(open.header("Access-Control-Allow-Origin")).contains(LISTED);
      assertThat(open.header("Vary")).contains("Origin");
      assertThat(open.header("Access-Control-Expose-Headers")).contains("Retry-After");
      assertThat(open.header("Access-Control-Allow-Credentials")).isEmpty();
      RawResponse closed = site.ask(request.header("Origin", "https://app.example.org"));
      assertThat(closed.status()).isEqualTo(open.status());
      assertThat(closed.header("Access-Control-Allow-Origin")).isEmpty();
    }
    try (Listening stream =
        new Listening(
            site.connect()
                .send(alice.signed(Way.STREAM.request(Call.poll(room))).header("Origin", LISTED)),
            Way.STREAM)) {
      assertThat(stream.head().header("Access-Control-Allow-Origin")).contains(LISTED);
    }
  }

  private static void preflightMayBeRemembered(Site site) {
    for (String path :
        List.of("/v1/poll", "/v1/stream", "/v1/events", "/v1/publish", "/v1/leave")) {
      RawResponse preflight =
          site.ask(
              RawRequest.of("OPTIONS", path)
                  .header("Origin", LISTED)
                  .header("Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "authorization,content-type"));

      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Origin")).contains(LISTED);
      assertThat(preflight.header("Access-Control-Allow-Headers"))
          .contains("Authorization, Content-Type, Last-Event-ID");
      assertThat(preflight.header("Access-Control-Allow-Methods").orElse("")).contains("OPTIONS");
      assertThat(preflight.header("Access-Control-Max-Age").orElse("")).matches("[1-9]\\d+");
    }
  }

  /**
   * XDomainRequest of IE 8 and 9: it sets no header, sends no type or {@code text/plain}, sees the
   * status 200 alone, and gives the page nothing unless the answer names its origin.
   */
  private static void browserOfTheYear2009Works(Site site) {
    Person alice = site.guest();
    String room = site.room();
    String token = alice.token();
    for (String type : List.of("", "Content-Type: text/plain\r\n")) {
      JsonObject published = xdr(site, type, Call.publish(room, "hi").and("token", token));
      assertThat(published.get("offset").getAsLong()).isPositive();
      JsonObject heard = xdr(site, type, Call.poll(room).and("history", 1).and("token", token));
      assertThat(Person.texts(heard)).containsExactly("hi");
    }
  }

  private static JsonObject xdr(Site site, String type, Call call) {
    String body = call.body();
    String request =
        "POST "
            + call.path()
            + " HTTP/1.1\r\nAccept: */*\r\nOrigin: "
            + LISTED
            + "\r\nReferer: https://app.example/page.html\r\nAccept-Language: en-us\r\n"
            + type
            + "UA-CPU: x86\r\nAccept-Encoding: gzip, deflate\r\n"
            + "User-Agent: Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)\r\n"
            + "Host: localhost\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: Keep-Alive\r\nCache-Control: no-cache\r\n\r\n"
            + body;
    try (RawConnection connection = site.connect().send(request)) {
      RawResponse response = connection.read().ok();
      assertThat(response.header("Access-Control-Allow-Origin")).contains(LISTED);
      return response.json();
    }
  }

  private static void whatIsOffIsForbidden(Site site) {
    Person alice = site.guest();
    assertThat(site.ask(Call.to("/v1/info").asGet()).json().get("transports").toString())
        .contains("\"poll\"")
        .doesNotContain("jsonp", "frame");
    for (Call call :
        List.of(
            Call.poll("/room/a"),
            Call.publish("/room/a", "x"),
            Call.session("somebody"),
            new Call("/v1/frame", Call.poll("/room/a").parameters()))) {
      RawResponse refused = alice.ask(call.and("callback", "f").asGet());
      Problems.refused(refused, 403, "forbidden");
    }
    Call poll = Call.poll("/room/a").and("callback", "f");
    Problems.refused(alice.ask(poll.asGet()), 403, "forbidden");
  }
}
