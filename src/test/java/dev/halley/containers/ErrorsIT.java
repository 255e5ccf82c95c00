package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of the error table for what a client sent: 400, 404, 405, 413, 415. */
class ErrorsIT {

  private static RawRequest json(String path, String body) {
    return RawRequest.post(path, body).type("application/json");
  }

  private static void invalidParameter(Person who, Call call, String parameter) {
    JsonObject problem = Problems.refused(who.ask(call.asGet()), 400, "invalid-parameter");
    assertThat(problem.get("detail").getAsString()).contains(parameter);
    Problems.refused(who.ask(call.asGet().method("POST")), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollParametersOutOfRangeAreNamed(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Call poll = Call.poll("/room/a");
    for (String hold : List.of("-1", "301", "1.5", "abc", "", " 1", "99999999999999999999")) {
      invalidParameter(alice, poll.and("hold", hold), "hold");
    }
    for (String history : List.of("-1", "1001", "x")) {
      invalidParameter(alice, poll.and("history", history), "history");
    }
    for (String limit : List.of("0", "1001", "x")) {
      invalidParameter(alice, poll.and("limit", limit), "limit");
    }
    for (String client : List.of("", "a b", "é", "a.b", "x".repeat(65))) {
      invalidParameter(alice, poll.and("client", client), "client");
    }
    for (String seq : List.of("x", "1.5", "")) {
      invalidParameter(alice, poll.and("seq", seq), "seq");
    }
    for (String beat : List.of("0", "61", "-1", "1.5", "x", "")) {
      invalidParameter(alice, poll.and("beat", beat), "beat");
    }
    Call stream = new Call("/v1/stream", poll.parameters());
    for (String padding : List.of("-1", "4097", "x", "")) {
      invalidParameter(alice, stream.and("padding", padding), "padding");
    }
    invalidParameter(alice, Call.to("/v1/stream"), "channel");
    invalidParameter(alice, Call.to("/v1/poll"), "channel");
    invalidParameter(alice, Call.to("/v1/poll").and("hold", 0), "channel");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void jsonOfTheWrongTypeIsAnInvalidParameter(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String fields :
        List.of(
            "\"channel\":5",
            "\"channel\":[5]",
            "\"channel\":[]",
            "\"channel\":{}",
            "\"channel\":[[\"/room/a\"]]",
            "\"channel\":null",
            "\"channel\":\"/room/a\",\"hold\":true",
            "\"channel\":\"/room/a\",\"hold\":[0]",
            "\"channel\":\"/room/a\",\"hold\":1e400",
            "\"channel\":\"/room/a\",\"cursor\":{}",
            "\"channel\":\"/room/a\",\"client\":[\"a\"]")) {
      RawResponse response = alice.ask(json("/v1/poll", "{" + fields + "}"));
      Problems.refused(response, 400, "invalid-parameter");
    }
    for (String body : List.of("5", "\"x\"", "null", "true", "[]", "[{}]")) {
      RawResponse response = alice.ask(json("/v1/poll", body));
      assertThat(response.status()).as("%s: %s", body, response).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void parameterGivenTwiceOrNotUtf8IsInvalid(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String query :
        List.of(
            "channel=/room/a&hold=0&hold=0",
            "channel=/room/a&cursor=a&cursor=b",
            "channel=/room/%FF",
            "channel=/room/a&client=%C0%AF",
            "channel=/room/a&client=%ED%A0%80")) {
      RawResponse response = alice.ask(RawRequest.get("/v1/poll?" + query));
      Problems.refused(response, 400, "invalid-parameter");
      RawResponse form =
          alice.ask(RawRequest.post("/v1/poll", query).type("application/x-www-form-urlencoded"));
      Problems.refused(form, 400, "invalid-parameter");
    }
    for (String query : List.of("channel=/room/%zz", "channel=/room/a&client=%4")) {
      RawResponse form =
          alice.ask(RawRequest.post("/v1/poll", query).type("application/x-www-form-urlencoded"));
      Problems.refused(form, 400, "invalid-parameter");
      // In the request line it may be the container that refuses it.
      assertThat(alice.ask(RawRequest.get("/v1/poll?" + query)).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namesThatAreNoChannelsAreRefused(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String long64 = "x".repeat(64);
    for (String name :
        List.of(
            "",
            "room",
            "room/a",
            "/",
            "//",
            "/room/",
            "/room//a",
            "/room/.",
            "/room/..",
            "/room/a b",
            "/room/*",
            "/room/a#b",
            "/room/a+b",
            "/room/a%20b",
            "/room/a?b",
            "/room/\u0000",
            "/room/a\n",
            "/room/😀",
            "/room/½",
            "/room/" + long64 + "x",
            "/a/b/c/d/e/f/g/h/i",
            ("/" + long64).repeat(4),
            "/room/" + "é".repeat(64) + "/" + "é".repeat(61),
            "/meta/x",
            "/meta",
            "/service/x",
            "/service")) {
      for (Call call :
          List.of(Call.poll(name), Call.publish(name, "x"), Call.poll("/room/a", name))) {
        JsonObject problem = Problems.refused(alice.ask(call), 400, "invalid-channel");
        assertThat(problem.get("detail").getAsString()).isNotEmpty();
      }
      RawResponse history = alice.ask(Call.history(name).asGet());
      Problems.refused(history, 400, "invalid-channel");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namesAtTheEdgeAreChannels(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String tail = site.fresh("");
    for (String name :
        List.of(
            "/room/" + tail + "x".repeat(48),
            "/room/-_.~!@$()" + tail,
            "/room/..." + tail,
            "/room/日本語" + tail,
            "/room/٣" + tail,
            "/room/e\u0301" + tail,
            "/room/हिन्दी" + tail)) {
      JsonObject answer = alice.publish(name, "x");
      String canonical = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC);
      assertThat(answer.get("channel").getAsString()).isEqualTo(canonical);
      assertThat(alice.all(canonical)).hasSize(1);
    }
    for (String uncovered : List.of("/elsewhere", "/a/b/c/d/e/f/g/h", "/user/a/b", "/room")) {
      JsonObject problem = Problems.refused(alice.ask(Call.poll(uncovered)), 403, "forbidden");
      assertThat(problem.get("channel").getAsString()).isEqualTo(uncovered);
      Problems.refused(alice.ask(Call.publish(uncovered, "x")), 403, "forbidden");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void cursorsThatNoServerWroteAreRefused(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String cursor : List.of("!", "a b", "é", "x".repeat(4097), "garbage", "0", "....")) {
      RawResponse response = alice.ask(Call.poll("/room/a").and("cursor", cursor));
      Problems.refused(response, 400, "invalid-cursor");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void bodiesThatAreNotJsonAreRefusedAndStoreNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String head = "{\"channel\":\"" + room + "\",\"data\":";
    for (String data :
        List.of(
            "",
            "}",
            "1}x",
            "1,}",
            "'a'}",
            "NaN}",
            "Infinity}",
            "01}",
            "+1}",
            ".5}",
            "1.}",
            "1e}",
            "tru}",
            "TRUE}",
            "undefined}",
            "/*c*/1}",
            "1 // c\n}",
            "#c\n1}",
            "[1,]}",
            "[,]}",
            "[1 2]}",
            "{a:1}}",
            "{\"a\"=1}}",
            "{\"a\";1}}",
            "\"\\x\"}",
            "\"\\u12\"}",
            "\"\t\"}",
            "\"\n\"}",
            "\"open}",
            "\"\\ud800\"}",
            "\"\\udc00\\ud800\"}",
            "{\"\\ud800\":1}}",
            "1,\"data\":2}",
            "{\"a\":1,\"a\":2}}",
            "{\"a\":1,\"\\u0061\":2}}",
            "1}{}",
            "-}",
            "0x1}",
            "1_0}",
            "\"a\" \"b\"}")) {
      RawResponse response = alice.ask(json("/v1/publish", head + data));
      Problems.refused(response, 400, "invalid-json");
    }
    byte[] latin1 = (head + "\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
    RawResponse notUtf8 = alice.ask(json("/v1/publish", "").body(latin1));
    Problems.refused(notUtf8, 400, "invalid-json");
    assertThat(alice.all(room)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishAndHistoryNameWhatIsOff(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call publish = Call.publish(room, "x");
    for (Call call :
        List.of(
            publish.without("data"),
            publish.without("channel"),
            publish.and("channel", room),
            publish.and("id", ""),
            publish.and("id", "a b"),
            publish.and("id", "x".repeat(65)))) {
      Problems.refused(alice.ask(call), 400, "invalid-parameter");
    }
    for (Call call :
        List.of(
            Call.to("/v1/history"),
            Call.history(room).and("channel", site.room()),
            Call.history(room).and("before", 5).and("after", 1),
            Call.history(room).and("before", -1),
            Call.history(room).and("after", "x"),
            Call.history(room).and("limit", 0),
            Call.history(room).and("limit", 1001))) {
      Problems.refused(alice.ask(call.asGet()), 400, "invalid-parameter");
    }
    assertThat(alice.all(room)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void otherMediaTypesAreRefused(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String body = Call.publish(room, "x").body();
    for (String type :
        List.of(
            "application/xml",
            "multipart/form-data; boundary=b",
            "application/json; charset=iso-8859-1",
            "text/plain; charset=utf-16",
            "text/html",
            "application/octet-stream",
            "nonsense")) {
      RawResponse response = alice.ask(RawRequest.post("/v1/publish", body).type(type));
      Problems.refused(response, 415, "unsupported-media-type");
    }
    assertThat(alice.all(room)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void otherPathsAndMethodsAreRefused(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String path :
        List.of("/v1/nothing", "/v1", "/v1/", "/v1/poll/x", "/v1/Poll", "/v1/poll;x/y")) {
      Problems.refused(alice.ask(RawRequest.get(path)), 404, "not-found");
    }
    List<List<String>> wrong =
        List.of(
            List.of("DELETE", "/v1/poll"),
            List.of("PUT", "/v1/publish"),
            List.of("PATCH", "/v1/publish"),
            List.of("PUT", "/v1/session"),
            List.of("DELETE", "/v1/history"),
            List.of("POST", "/v1/info"),
            List.of("DELETE", "/v1/members"),
            List.of("HEAD", "/v1/poll"),
            List.of("HEAD", "/v1/stream"),
            List.of("POST", "/v1/events"),
            List.of("HEAD", "/v1/events"),
            List.of("POST", "/v1/frame"),
            List.of("GET", "/v1/leave"),
            List.of("DELETE", "/v1/leave"),
            List.of("BREW", "/v1/poll"));
    for (List<String> pair : wrong) {
      RawResponse response = alice.ask(RawRequest.of(pair.get(0), pair.get(1)));
      if (pair.get(0).equals("HEAD")) {
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow").orElse("")).contains("GET");
      } else {
        Problems.refused(response, 405, "method-not-allowed");
      }
    }
    RawResponse poll = alice.ask(RawRequest.of("DELETE", "/v1/poll"));
    assertThat(poll.header("Allow").orElse("")).contains("GET").contains("POST");
    RawResponse publish = alice.ask(RawRequest.of("PUT", "/v1/publish"));
    assertThat(publish.header("Allow").orElse("")).contains("POST");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tooMuchIsRefused(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    List<String> rooms = IntStream.range(0, 101).mapToObj(i -> "/room/r" + i).toList();
    Problems.refused(alice.ask(Call.poll(rooms)), 413, "too-many-channels");
    Problems.refused(site.announceMuch("/v1/publish"), 413, "message-too-large");
    for (int size : new int[] {70_000, 1_000_000}) {
      RawResponse large = alice.ask(Call.publish(room, "x".repeat(size)));
      Problems.refused(large, 413, "message-too-large");
    }
    assertThat(alice.all(room)).isEmpty();
  }
}
