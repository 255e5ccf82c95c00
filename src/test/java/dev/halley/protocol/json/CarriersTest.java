package dev.halley.protocol.json;

import static dev.halley.protocol.json.Room.HELD;
import static dev.halley.protocol.json.Room.answer;
import static dev.halley.protocol.json.Room.cursor;
import static dev.halley.protocol.json.Room.json;
import static dev.halley.protocol.json.Room.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.auth.Credentials;
import dev.halley.hub.Batch;
import dev.halley.hub.End;
import dev.halley.message.Cursor;
import dev.halley.protocol.FrameCache;
import dev.halley.protocol.Inbound;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The carriers besides the plain poll, over a hub and a broker in a test's hands. */
class CarriersTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
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
    streams(stream, "   \n" + answer(1, json(1, "1")) + "\n");
    house.comes(message(2, "2"));

    Awaitility.await().until(() -> stream.streamed().contains(cursor(2)));
    assertThat(stream.isReleased()).isFalse();
  }

  @Test
  void streamWhoseCursorCoversNotAllBeginsWithAnAnswer() {
    RecordingConnection stream = house.get("/v1/stream?channel=/room/a", "alice");

    assertThat(stream.streamed()).isEqualTo(answer(0, "") + "\n");
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
    Cursor start = Cursor.parse(cursor(0)).orElseThrow();
    Cursor end = Cursor.parse(cursor(1)).orElseThrow();
    Batch batch = new Batch(start, List.of(message(1, "1")), List.of(), end, false);

    new EventFraming(encoder, 25).batch(batch);
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
    assertThat(frame.streamed()).endsWith("\">parent.f(" + answer + ")</script>\n");
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
