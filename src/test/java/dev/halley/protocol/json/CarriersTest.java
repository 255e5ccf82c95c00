package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.auth.Credentials;
import dev.halley.broker.Appended;
import dev.halley.hub.Batch;
import dev.halley.hub.End;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import dev.halley.protocol.FrameCache;
import dev.halley.protocol.Inbound;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The carriers besides the plain poll, over a hub and a broker in a test's hands. */
class CarriersTest {

  private static final ChannelName ROOM = ChannelName.of("/room/a");
  private static final String HELD = "?channel=/room/a&cursor=" + cursor(0);

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static String cursor(long offset) {
    return Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(7, offset)))).token();
  }

  private static Message message(long offset, String data) {
    return new Message(
        ROOM,
        offset,
        new MessageId("m" + offset),
        new UserName("bob"),
        null,
        1000 + offset,
        Payload.ofJson(data));
  }

  private static String json(long offset, String data) {
    return "{\"channel\":\"/room/a\",\"offset\":"
        + offset
        + ",\"id\":\"m"
        + offset
        + "\",\"from\":\"bob\",\"time\":"
        + (1000 + offset)
        + ",\"data\":"
        + data
        + "}";
  }

  private static void streams(RecordingConnection connection, String expected) {
    Awaitility.await().untilAsserted(() -> assertThat(connection.streamed()).isEqualTo(expected));
  }

  @Test
  void streamIsALineForEachBatchAndStaysOpen() {
    RecordingConnection stream = house.get("/v1/stream" + HELD + "&padding=3", "alice");
    assertThat(stream.streamed()).isEqualTo("   \n");
    assertThat(stream.opening().head().contentType()).isEqualTo("application/x-ndjson");
    assertThat(stream.opening().every()).isEqualTo(Duration.ofSeconds(15));

    house.comes(message(1, "1"));
    String first =
        "{\"cursor\":\""
            + cursor(1)
            + "\",\"messages\":["
            + json(1, "1")
            + "],\"hold\":25,\"delay\":0}\n";
    streams(stream, "   \n" + first);
    house.comes(message(2, "2"));

    Awaitility.await().until(() -> stream.streamed().contains(cursor(2)));
    assertThat(stream.isReleased()).isFalse();
  }

  @Test
  void streamWhoseCursorCoversNotAllBeginsWithAnAnswer() {
    RecordingConnection stream = house.get("/v1/stream?channel=/room/a", "alice");

    assertThat(stream.streamed())
        .isEqualTo("{\"cursor\":\"" + cursor(0) + "\",\"messages\":[],\"hold\":25,\"delay\":0}\n");
  }

  @Test
  void streamEndsAfterTheBatchThatMakesItLongEnough() {
    RecordingConnection stream = house.get("/v1/stream" + HELD, "alice");
    String large = "\"" + "x".repeat(600_000) + "\"";

    house.comes(message(1, large));
    Awaitility.await().until(() -> stream.streamed().contains(cursor(1)));
    assertThat(stream.isReleased()).isFalse();
    house.comes(message(2, large));

    stream.await();
    assertThat(stream.streamed()).endsWith("\"delay\":0}\n").contains(cursor(2));
  }

  @Test
  void streamThatIsOldEnoughEndsWithoutAWord() {
    RecordingConnection stream = house.get("/v1/stream" + HELD, "alice");
    RecordingConnection poll = house.get("/v1/poll" + HELD + "&hold=55", "alice");
    house.passes(Duration.ofMinutes(1));
    poll.await();
    assertThat(stream.isReleased()).as("held longer than any poll").isFalse();

    house.passes(Duration.ofMinutes(9));

    stream.await();
    assertThat(stream.streamed()).isEmpty();
  }

  @Test
  void eventIsAMessageAndItsIdTheCursorAfterIt() {
    house.log.add(message(1, "1"));
    RecordingConnection events = house.get("/v1/events" + HELD, "alice");
    house.log.add(message(2, "\"a\""));
    house.comes(message(3, "3"));

    assertThat(events.opening().head().contentType()).isEqualTo("text/event-stream");
    streams(
        events,
        "retry: 2000\n\n"
            + ("id: " + cursor(1) + "\ndata: " + json(1, "1") + "\n\n")
            + ("id: " + cursor(2) + "\ndata: " + json(2, "\"a\"") + "\n\n")
            + ("id: " + cursor(3) + "\ndata: " + json(3, "3") + "\n\n"));
  }

  @Test
  void eventsWithoutACursorBeginWithAPlaceAlone() {
    RecordingConnection events = house.get("/v1/events?channel=/room/a", "alice");

    assertThat(events.streamed()).isEqualTo("retry: 2000\n\nid: " + cursor(0) + "\n\n");
  }

  @Test
  void readersOfEventsInTheSamePlaceShareTheirBytes() {
    JsonEncoder encoder = new JsonEncoder(new FrameCache(1 << 20));
    Cursor start = Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(7, 0))));
    Cursor end = Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(7, 1))));
    Batch batch = new Batch(start, List.of(message(1, "1")), List.of(), end, false);

    assertThat(new EventFraming(encoder, 25).batch(batch))
        .isSameAs(new EventFraming(encoder, 55).batch(batch));
  }

  @Test
  void browserThatWasCutSaysWhereItStandsInAHeader() {
    house.log.add(message(1, "1"));
    house.log.add(message(2, "2"));
    RecordingConnection events = house.ask(inbound("GET", "/v1/events", HELD, cursor(1), true));
    RecordingConnection bad = house.ask(inbound("GET", "/v1/events", HELD, "x", true));

    assertThat(events.streamed()).contains(cursor(2)).doesNotContain(json(1, "1"));
    assertThat(bad.code()).isEqualTo("invalid-cursor");
    assertThat(bad.object().get("detail").getAsString()).startsWith("Last-Event-ID takes");
  }

  private static Inbound inbound(
      String method, String path, String query, String lastEventId, boolean chunked) {
    return new Inbound(
        method,
        path,
        query.substring(1),
        null,
        new byte[0],
        new Credentials.Bearer("alice"),
        "",
        lastEventId.isEmpty() ? null : lastEventId,
        chunked);
  }

  @Test
  void frameIsADocumentOfScriptsThatNoPayloadCanLeave() {
    RecordingConnection frame = house.get("/v1/frame" + HELD + "&callback=a.b", "alice");
    String head = frame.streamed();
    assertThat(head).startsWith("<!DOCTYPE html>").hasSizeGreaterThan(2048);
    assertThat(frame.opening().head().contentType()).startsWith("text/html");

    house.comes(message(1, "\"</script>\u2028\u2029é😀\""));

    streams(
        frame,
        head
            + "<script>parent.a.b({\"cursor\":\""
            + cursor(1)
            + "\",\"messages\":["
            + json(1, "\"\\u003c/script>\\u2028\\u2029é😀\"")
            + "],\"hold\":25,\"delay\":0})</script>\n");
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
    for (String path : List.of("/v1/publish?channel=/room/a&data=1", "/v1/session?name=a")) {
      RecordingConnection refused = house.get(path, "alice");
      assertThat(refused.code()).isEqualTo("method-not-allowed");
      assertThat(refused.await().headers().get("Allow")).contains("POST").doesNotContain("GET");
    }
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
  void pollThatBeatsIsAStreamOfOneAnswer() {
    RecordingConnection poll = house.get("/v1/poll" + HELD + "&beat=2", "alice");
    assertThat(poll.opening().every()).isEqualTo(Duration.ofSeconds(2));
    assertThat(new String(poll.opening().beat().bytes(), UTF_8)).isEqualTo(" ");

    house.comes(message(1, "1"));

    poll.await();
    JsonObject answer = JsonParser.parseString(poll.streamed()).getAsJsonObject();
    assertThat(answer.get("cursor").getAsString()).isEqualTo(cursor(1));
    assertThat(answer.getAsJsonArray("messages")).hasSize(1);
  }

  @Test
  void pollThatBeatsEndsAsAPoll() {
    RecordingConnection ranOut = house.get("/v1/poll" + HELD + "&beat=2&hold=0", "alice");
    ranOut.await();
    assertThat(ranOut.streamed()).contains("\"messages\":[]").contains("\"hold\":0");
    RecordingConnection expired = house.get("/v1/poll" + HELD + "&beat=2", "alice");
    house.hub.end(caller -> true, End.EXPIRED);
    expired.await();
    assertThat(expired.streamed()).startsWith("{\"error\":{").contains("\"expired-token\"");
  }

  @Test
  void beatIsNothingToHttp10() {
    RecordingConnection poll = house.ask(inbound("GET", "/v1/poll", HELD + "&beat=2", "", false));
    assertThat(poll.isAnswered()).isFalse();

    house.comes(message(1, "1"));

    assertThat(poll.object().getAsJsonArray("messages")).hasSize(1);
  }

  @Test
  void scriptThatBeatsStillBeginsWithOurOwnBytes() {
    RecordingConnection poll = house.get("/v1/poll" + HELD + "&beat=2&callback=f", "alice");
    assertThat(poll.streamed()).isEqualTo("/**/");

    house.comes(message(1, "1"));

    poll.await();
    assertThat(poll.streamed()).startsWith("/**/f({\"cursor\":").endsWith("});");
  }

  @Test
  void eachCarrierSaysInItsFormThatItIsSuperseded() {
    RecordingConnection stream = house.get("/v1/stream" + HELD + "&client=t", "alice");
    RecordingConnection events = house.get("/v1/events" + HELD + "&client=t", "alice");
    RecordingConnection frame = house.get("/v1/frame" + HELD + "&client=t&callback=f", "alice");
    RecordingConnection other = house.get("/v1/stream" + HELD + "&client=u", "alice");

    RecordingConnection left = house.post("/v1/leave", "{\"client\":\"t\"}", "alice");

    String answer =
        "{\"cursor\":\""
            + cursor(0)
            + "\",\"messages\":[],\"superseded\":true,\"hold\":25,\"delay\":0}";
    assertThat(left.await().status()).isEqualTo(204);
    stream.await();
    assertThat(stream.streamed()).isEqualTo(answer + "\n");
    events.await();
    assertThat(events.streamed())
        .endsWith("event: superseded\nid: " + cursor(0) + "\ndata: " + answer + "\n\n");
    frame.await();
    assertThat(frame.streamed()).endsWith("<script>parent.f(" + answer + ")</script>\n");
    assertThat(other.isReleased()).isFalse();
  }

  @Test
  void leaveNeedsToKnowWhoLeaves() {
    assertThat(house.post("/v1/leave", "{}", "alice").code()).isEqualTo("invalid-parameter");
    assertThat(house.post("/v1/leave", "{\"client\":\"t\"}", "bad").code())
        .isEqualTo("invalid-token");
  }

  @Test
  void leaveOfAnotherUsersReaderOfTheSameIdEndsNothing() {
    RecordingConnection stream = house.get("/v1/stream" + HELD + "&client=t", "alice");

    house.post("/v1/leave", "{\"client\":\"t\"}", "bob").await();

    assertThat(stream.isReleased()).isFalse();
  }

  @Test
  void eachCarrierSaysInItsFormWhyItEnds() {
    RecordingConnection stream = house.get("/v1/stream" + HELD, "alice");
    RecordingConnection events = house.get("/v1/events" + HELD, "alice");

    house.hub.end(caller -> true, End.REMOVED);

    stream.await();
    assertThat(stream.streamed()).startsWith("{\"error\":{").contains("\"forbidden\"");
    events.await();
    assertThat(events.streamed()).contains("event: problem\ndata: {\"type\":\"about:blank\"");
  }

  @Test
  void drainTellsEachWhenToComeBack() {
    RecordingConnection stream = house.get("/v1/stream" + HELD, "alice");
    RecordingConnection events = house.get("/v1/events" + HELD, "alice");

    house.hub.drain();

    stream.await();
    assertThat(stream.streamed()).containsPattern("\"delay\":[1-9]\\d*}\n$");
    events.await();
    assertThat(events.streamed()).containsPattern("\nretry: [1-9]\\d*\nid: " + cursor(0));
  }

  @Test
  void streamCountsAsHeldFromItsFirstByte() {
    try (House narrow = new House(null, House.limits(1))) {
      narrow.get("/v1/stream?channel=/room/a", "alice");

      RecordingConnection second = narrow.get("/v1/events?channel=/room/a", "alice");

      assertThat(second.code()).isEqualTo("rate-limited");
    }
  }

  @Test
  void clientOfAStreamThatLeavesFreesItsPlace() {
    RecordingConnection stream = house.get("/v1/stream" + HELD, "alice");
    assertThat(house.hub.open()).isEqualTo(1);

    stream.leave();

    Awaitility.await().until(() -> house.hub.open() == 0 && stream.isReleased());
  }
}
