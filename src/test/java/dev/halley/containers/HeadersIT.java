package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The headers of answers, the pre-flight, and what the server says of itself. */
class HeadersIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void everyAnswerCarriesTheRulesForCaches(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (RawRequest request :
        List.of(
            Call.to("/v1/info").asGet(),
            Call.poll(room).asGet(),
            Call.publish(room, "x").asJson(),
            Call.history(room).asGet(),
            Call.session(alice.name()).asJson(),
            RawRequest.get("/v1/nothing"),
            RawRequest.of("PUT", "/v1/poll"),
            RawRequest.of("OPTIONS", "/v1/poll"),
            RawRequest.post("/v1/poll", "{"),
            Call.poll("/elsewhere").asGet())) {
      AnswerRules.headers(alice.ask(request));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void answersAreJsonInUtf8WithTheirLength(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (RawRequest request :
        List.of(
            Call.to("/v1/info").asGet(),
            Call.publish(room, "ü").asJson(),
            Call.history(room).asGet(),
            Call.poll(room).and("history", 1).asGet())) {
      RawResponse response = alice.ask(request).ok();
      assertThat(response.header("Content-Type").orElse("")).startsWith("application/json");
      assertThat(response.header("Content-Length")).contains("" + response.length());
      assertThat(response.parsed().isJsonObject()).isTrue();
    }
  }

  /** And so Jetty has read what start.d says of the server, not of the web application alone. */
  @Test
  void jettyDoesNotSayWhichVersionItIs() {
    RawResponse response = Site.shared(Container.JETTY).ask(Call.to("/v1/info").asGet()).ok();

    assertThat(response.header("Server")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void originThatNobodyListedGetsNoHeaderAndNoRefusal(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();

    RawResponse response =
        alice.ask(Call.poll(site.room()).asGet().header("Origin", "https://elsewhere.example"));

    AnswerRules.poll(response);
    assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void optionsAllowsMethodsAndHeadersOfThePath(Container container) {
    Site site = Site.shared(container);
    List<List<String>> paths =
        List.of(
            List.of("/v1/poll", "GET", "POST"),
            List.of("/v1/publish", "POST"),
            List.of("/v1/stream", "GET", "POST"),
            List.of("/v1/events", "GET"),
            List.of("/v1/frame", "GET"),
            List.of("/v1/leave", "POST"),
            List.of("/v1/history", "GET"),
            List.of("/v1/members", "GET", "POST"),
            List.of("/v1/info", "GET"),
            List.of("/v1/session", "POST", "DELETE"));
    for (List<String> path : paths) {
      RawResponse response =
          site.ask(
              RawRequest.of("OPTIONS", path.get(0))
                  .header("Origin", "https://elsewhere.example")
                  .header("Access-Control-Request-Method", path.get(1)));

      assertThat(response.status()).isEqualTo(204);
      assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
      String methods = response.header("Access-Control-Allow-Methods").orElse("");
      assertThat(methods).contains(path.subList(1, path.size()));
      assertThat(response.header("Access-Control-Allow-Headers").orElse(""))
          .contains("Authorization", "Content-Type", "Last-Event-ID");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void infoSaysWhatTheServerTakes(Container container) {
    Site site = Site.shared(container);

    JsonObject info = site.ask(Call.to("/v1/info").asGet()).ok().json();

    assertThat(info.get("name")).isEqualTo(new JsonPrimitive("halley"));
    assertThat(info.get("version").getAsString()).isNotBlank();
    assertThat(info.get("node").getAsString()).isNotBlank();
    assertThat(info.getAsJsonArray("transports"))
        .contains(
            new JsonPrimitive("events"),
            new JsonPrimitive("stream"),
            new JsonPrimitive("poll"),
            new JsonPrimitive("frame"),
            new JsonPrimitive("jsonp"));
    assertThat(info.getAsJsonObject("hold").get("default").getAsInt()).isEqualTo(25);
    assertThat(info.getAsJsonObject("hold").get("max").getAsInt()).isEqualTo(55);
    assertThat(info.getAsJsonObject("limits").get("message").getAsInt()).isEqualTo(65_536);
    assertThat(info.getAsJsonObject("limits").get("channels").getAsInt()).isEqualTo(100);
    assertThat(info.get("login").getAsString()).isEqualTo("tokens");
    assertThat(info.get("guests").getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void infoIsOpenToAnyoneAndTakesAnyQuery(Container container) {
    Site site = Site.shared(container);

    site.ask(RawRequest.get("/v1/info?_=1795&x=%20&x=2")).ok();
    site.ask(RawRequest.get("/v1/info").header("Authorization", "Basic YTpi")).ok();
  }
}
