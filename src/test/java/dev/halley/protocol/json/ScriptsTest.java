package dev.halley.protocol.json;

import static dev.halley.protocol.json.Room.HELD;
import static dev.halley.protocol.json.Room.answer;
import static dev.halley.protocol.json.Room.json;
import static dev.halley.protocol.json.Room.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered as a script: JSONP and frames. */
class ScriptsTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void frameIsADocumentOfScriptsThatNoPayloadCanLeave() {
    RecordingConnection frame = house.get("/v1/frame" + HELD + "&callback=a.b", "alice");
    String head = frame.streamed();
    assertThat(head).startsWith("<!DOCTYPE html>").hasSizeGreaterThan(2048);
    assertThat(frame.opening().head().contentType()).startsWith("text/html");

    String policy = frame.opening().head().headers().getOrDefault("Content-Security-Policy", "");
    assertThat(policy).matches("default-src 'none'; script-src 'nonce-[\\w-]{22}'; base-uri.*");
    String nonce = policy.substring(policy.indexOf("nonce-") + 6, policy.indexOf("'; base-uri"));

    house.comes(message(1, "\"</script>\u2028\u2029é😀\""));

    String answer = answer(1, json(1, "\"\\u003c/script>\\u2028\\u2029é😀\""));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(frame.streamed())
                    .isEqualTo(
                        head
                            + "<script nonce=\""
                            + nonce
                            + "\">parent.a.b("
                            + answer
                            + ")</script>\n"));
  }

  @Test
  void jsonpIsAPollThatCallsAFunction() {
    RecordingConnection poll = house.get("/v1/poll" + HELD + "&callback=f", "alice");
    assertThat(poll.isAnswered()).isFalse();
    house.comes(message(1, "\"<\""));

    String body = new String(poll.await().body().bytes(), UTF_8);
    assertThat(poll.await().contentType()).startsWith("application/javascript");
    assertThat(body).startsWith("/**/f({\"cursor\":\"").endsWith("});").contains("\"\\u003c\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/poll?channel=/x",
        "/v1/poll?channel=/room/a&hold=x",
        "/v1/publish?channel=/x&data=1",
        "/v1/frame?channel=/x",
        "/v1/session?name=a",
        "/v1/history?channel=/x"
      })
  void refusalOfAScriptIsAScript(String path) {
    RecordingConnection refused = house.get(path + "&callback=f", "alice");

    String body = new String(refused.await().body().bytes(), UTF_8);
    assertThat(refused.await().status()).isEqualTo(200);
    assertThat(body).contains("f({\"error\":{\"type\":\"about:blank\",").contains("}})");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "a.", ".a", "a..b", "a-b", "a(", "é", "a[0]", "a%0A", "a b"})
  void badCallbackIsAPlainProblem(String callback) {
    for (String path : List.of("/v1/poll", "/v1/frame")) {
      RecordingConnection refused =
          house.get(path + "?channel=/room/a&callback=" + callback.replace("é", "%C3%A9"), "alice");

      assertThat(refused.await().status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("invalid-parameter");
    }
  }

  @Test
  void callbackHasAtMost64Characters() {
    String longest = "$".repeat(64);

    assertThat(house.get("/v1/info?callback=" + longest, "").await().status()).isEqualTo(200);
    assertThat(house.get("/v1/info?callback=" + longest + "_", "").code())
        .isEqualTo("invalid-parameter");
    assertThat(house.get("/v1/frame?channel=/room/a", "alice").code())
        .isEqualTo("invalid-parameter");
  }

  @Test
  void whatWritesTakesAGetOnlyAsAScript() {
    RecordingConnection refused = house.get("/v1/publish?channel=/room/a&data=1", "alice");
    assertThat(refused.code()).isEqualTo("method-not-allowed");
    assertThat(refused.await().headers().get("Allow")).contains("POST").doesNotContain("GET");
    RecordingConnection publish =
        house.get("/v1/publish?channel=/room/a&data=1&callback=f", "alice");
    assertThat(house.appended).hasSize(1);
    house.pending.get(0).accept(new Appended.Stored(1, 5, false));
    assertThat(new String(publish.await().body().bytes(), UTF_8))
        .startsWith("/**/f({\"channel\":\"/room/a\",\"offset\":1,");
    assertThat(house.get("/v1/leave?client=a&callback=f", "alice").code())
        .isEqualTo("method-not-allowed");
  }

  @Test
  void scriptThatBeatsStillBeginsWithOurOwnBytes() {
    RecordingConnection poll = house.get("/v1/poll" + HELD + "&beat=2&callback=f", "alice");
    assertThat(poll.streamed()).isEqualTo("/**/");

    house.comes(message(1, "1"));

    poll.await();
    assertThat(poll.streamed()).startsWith("/**/f({\"cursor\":").endsWith("});");
  }
}
