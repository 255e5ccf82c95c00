package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.hub.End;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import dev.halley.message.Ties;
import dev.halley.message.UserName;
import dev.halley.protocol.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonProtocolTest {

  private static final String HELD = "/v1/poll" + Room.HELD;

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void parkedPollIsAnsweredWhenItsChannelGrows() {
    RecordingConnection poll = house.get(HELD, "alice");
    assertThat(poll.isAnswered()).isFalse();

    house.comes(Room.message(1, "{\"n\":1.10}"));

    assertThat(new String(poll.await().body().bytes(), UTF_8))
        .isEqualTo(Room.answer(1, Room.json(1, "{\"n\":1.10}")));
    assertThat(poll.await().status()).isEqualTo(200);
  }

  @Test
  void readersInTheSamePlaceShareTheBytesOfTheirAnswer() {
    List<RecordingConnection> readers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      readers.add(house.get(HELD + "&client=r" + i, "alice"));
    }

    house.comes(Room.message(1, "1"));

    Set<Frame> bodies = Collections.newSetFromMap(new IdentityHashMap<>());
    readers.forEach(reader -> bodies.add(reader.await().body()));
    // Nothing is kept for the first who asks, and each of two threads may have a first.
    assertThat(bodies).hasSizeLessThan(10);
  }

  @Test
  void pollWithoutACursorIsAnsweredAtOnce() {
    JsonObject answer = house.get("/v1/poll?channel=/room/a", "alice").object();

    assertThat(answer.get("cursor").getAsString()).isEqualTo(Room.cursor(0));
    assertThat(answer.getAsJsonArray("messages")).isEmpty();
  }

  @Test
  void checksGoFromFormToWhoToWhat() {
    assertThat(house.get("/v1/poll?channel=room", "bad").code()).isEqualTo("invalid-channel");
    assertThat(house.get("/v1/poll?channel=/x", "bad").code()).isEqualTo("invalid-token");
    assertThat(house.get("/v1/poll?channel=/x", "expired").code()).isEqualTo("expired-token");
    assertThat(house.get("/v1/poll?channel=/x&channel=/room/a", "").code())
        .as("a token could help with one")
        .isEqualTo("token-required");
    JsonObject forbidden =
        house.get("/v1/poll?channel=/room/a&channel=/user/bob", "alice").object();
    assertThat(forbidden.get("detail").getAsString()).isEqualTo("alice may not read /user/bob");
    assertThat(forbidden.get("channel").getAsString()).isEqualTo("/user/bob");
  }

  @Test
  void newerPollOfAReaderSupersedesTheOlder() {
    RecordingConnection older = house.get(HELD + "&client=tab", "alice");
    RecordingConnection newer = house.get(HELD + "&client=tab", "alice");

    JsonObject answer = older.object();
    assertThat(answer.get("superseded").getAsBoolean()).isTrue();
    assertThat(answer.get("cursor").getAsString()).isEqualTo(Room.cursor(0));
    assertThat(newer.isAnswered()).isFalse();
  }

  @Test
  void drainAnswersWithADelayAndRefusesWhoComesNext() {
    RecordingConnection held = house.get(HELD, "alice");

    house.hub.drain();

    assertThat(held.object().get("delay").getAsLong()).isBetween(1L, 5000L);
    RecordingConnection late = house.get(HELD, "alice");
    assertThat(late.await().status()).isEqualTo(503);
    assertThat(late.code()).isEqualTo("draining");
    assertThat(late.await().headers()).containsKey("Retry-After");
  }

  @Test
  void endsOfAHeldPollHaveTheirAnswers() {
    RecordingConnection expired = house.get(HELD, "alice");
    house.hub.end(caller -> true, End.EXPIRED);
    assertThat(expired.code()).isEqualTo("expired-token");
    RecordingConnection removed = house.get(HELD, "alice");
    house.hub.end(caller -> true, End.REMOVED);
    assertThat(removed.code()).isEqualTo("forbidden");
    RecordingConnection failed = house.get(HELD, "alice");
    house.hub.end(caller -> true, End.FAILED);
    assertThat(failed.code()).isEqualTo("store-unavailable");
    RecordingConnection ranOut = house.get(HELD + "&hold=0", "alice");
    assertThat(ranOut.object().get("hold").getAsInt()).isZero();
  }

  @Test
  void pollOfAClientThatLeftIsGivenUp() {
    RecordingConnection poll = house.get(HELD, "alice");
    assertThat(house.hub.open()).isEqualTo(1);

    poll.leave();

    Awaitility.await().until(() -> house.hub.open() == 0);
    Awaitility.await().until(poll::isReleased);
    assertThat(poll.isAnswered()).isFalse();
  }

  @Test
  void moreHoldsThanAUserMayHaveAreRefused() {
    try (House narrow = new House(null, House.limits(1))) {
      RecordingConnection first = narrow.get(HELD, "alice");
      RecordingConnection second = narrow.get(HELD, "alice");

      assertThat(second.code()).isEqualTo("rate-limited");
      assertThat(second.await().status()).isEqualTo(429);
      assertThat(first.isAnswered()).isFalse();
    }
  }

  @Test
  void publishIsAnsweredOnceTheMessageIsStored() {
    RecordingConnection publish =
        house.post(
            "/v1/publish", "{\"channel\":\"/user/Bob\",\"id\":\"x\",\"data\":[ 1 ]}", "alice");
    assertThat(publish.isAnswered()).isFalse();
    assertThat(house.appended)
        .containsExactly(
            new Draft(
                ChannelName.of("/user/bob"),
                ChannelName.of("/user/alice"),
                new MessageId("x"),
                new UserName("alice"),
                new UserName("bob"),
                Payload.ofJson("[1]")));

    house.pending.get(0).accept(new Appended.Stored(43, 1795, true));

    assertThat(publish.json().toString())
        .isEqualTo(
            "{\"channel\":\"/user/bob\",\"offset\":43,\"id\":\"x\",\"time\":1795,\"duplicate\":true}");
  }

  @Test
  void publishMayReferToAnEarlierMessage() {
    house.post(
        "/v1/publish",
        "{\"channel\":\"/room/a\",\"data\":null,\"refers\":\"x\",\"at\":7}",
        "alice");

    Draft draft = house.appended.get(0);
    assertThat(draft.data().isNull()).isTrue();
    assertThat(draft.refers())
        .isEqualTo(new Referral(new MessageId("x"), 7, Duration.ofMinutes(15)));
  }

  @Test
  void messageSaysHowItHangsTogetherWithOthers() {
    Message first = Room.message(1, "1");
    house.log.add(first.corrected(2));
    house.log.add(first.emptied());
    Ties ties = new Ties(new MessageId("m1"), 1, 0, false);
    house.log.add(
        new Message(
            Room.NAME, 3, new MessageId("m3"), null, null, 1003, Payload.ofJson("3"), ties));

    String answer = house.get("/v1/history?channel=/room/a", "alice").json().toString();

    assertThat(answer)
        .contains("\"time\":1001,\"corrected\":2,\"data\":1}")
        .contains("\"time\":1001,\"data\":null,\"removed\":true}")
        .contains("\"time\":1003,\"refers\":\"m1\",\"at\":1,\"data\":3}");
  }

  @Test
  void publishThatIsNotStoredSaysWhy() {
    List<Appended> outcomes =
        List.of(
            new Appended.IdTaken(),
            new Appended.CannotRefer(Appended.Why.UNKNOWN),
            new Appended.CannotRefer(Appended.Why.REMOVED),
            new Appended.CannotRefer(Appended.Why.NOT_ORIGINAL),
            new Appended.CannotRefer(Appended.Why.NOT_THEIRS),
            new Appended.CannotRefer(Appended.Why.TOO_OLD),
            new Appended.CannotRefer(Appended.Why.TOO_OFTEN),
            new Appended.Overloaded(),
            new Appended.Failed(new BrokerException("the disk is full")));
    List<String> codes =
        List.of(
            "id-taken",
            "not-found",
            "not-found",
            "not-found",
            "forbidden",
            "forbidden",
            "forbidden",
            "overloaded",
            "store-unavailable");
    for (int i = 0; i < outcomes.size(); i++) {
      RecordingConnection publish =
          house.post("/v1/publish", "{\"channel\":\"/open\",\"data\":1}", "");
      house.pending.get(i).accept(outcomes.get(i));
      assertThat(publish.code()).isEqualTo(codes.get(i));
    }
  }

  @Test
  void historyIsAPageWithACursor() {
    house.log.add(Room.message(1, "1"));
    house.log.add(Room.message(2, "2"));

    JsonObject page = house.get("/v1/history?channel=/room/a&after=1", "alice").object();

    assertThat(page.get("channel").getAsString()).isEqualTo("/room/a");
    assertThat(page.getAsJsonArray("messages")).hasSize(1);
    assertThat(page.get("more").getAsBoolean()).isFalse();
    assertThat(page.has("gaps")).isFalse();
  }

  @Test
  void infoSaysWhatTheServerIs() {
    JsonObject info = house.get("/v1/info", "").object();

    assertThat(info.toString())
        .isEqualTo(
            "{\"name\":\"halley\",\"version\":\"1.2\",\"node\":\"node-1\",\"transports\":[\"websocket\",\"events\","
                + "\"stream\",\"poll\",\"frame\",\"jsonp\"],\"hold\":{\"default\":25,\"max\":55},\"limits\":{\"message\":65536,"
                + "\"answer\":1048576,\"channels\":100,\"batch\":100,\"edit\":900},\"login\":\"tokens\","
                + "\"guests\":false}");
  }

  @Test
  void optionsNeedNobodyToAskAndSayTheMethods() {
    RecordingConnection options = house.ask("OPTIONS", "/v1/publish", "", "", "bad");

    assertThat(options.await().status()).isEqualTo(204);
    assertThat(options.await().headers())
        .containsEntry("Allow", "POST, OPTIONS")
        .containsEntry("Access-Control-Allow-Methods", "POST, OPTIONS")
        .containsEntry("Access-Control-Max-Age", "86400")
        .containsEntry(
            "Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
  }

  @Test
  void sessionsAreRefusedWhereThereAreNoGuests() {
    assertThat(house.post("/v1/session", "{\"name\":\"a\"}", "").code()).isEqualTo("forbidden");
  }
}
