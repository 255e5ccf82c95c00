package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.hub.End;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import dev.halley.protocol.Closing.Code;
import dev.halley.protocol.Frame;
import dev.halley.protocol.SocketProtocol.Welcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketConversationTest {

  static final ChannelName ROOM = ChannelName.of("/room/a");
  private static final String AT_START =
      Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(7, 0)))).token();
  private static final String READ = "{\"type\":\"read\",\"channel\":\"/room/a\"";
  private static final String HELD = READ + ",\"cursor\":\"" + AT_START + "\"";
  private static final String PUBLISH = "{\"type\":\"publish\",\"channel\":\"/room/a\",\"data\":1";

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  static Message message(long offset) {
    return new Message(
        ROOM,
        offset,
        new MessageId("m" + offset),
        new UserName("bob"),
        null,
        1000 + offset,
        Payload.ofJson("" + offset));
  }

  private static String code(JsonObject message) {
    assertThat(message.get("type").getAsString()).isEqualTo("error");
    return message.getAsJsonObject("error").get("code").getAsString();
  }

  private static String type(JsonObject message) {
    return message.get("type").getAsString();
  }

  @Test
  void readersInTheSamePlaceShareTheTextOfTheirAnswer() {
    List<FakeSocket> readers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      readers.add(house.socket("r" + i).say(HELD + "}"));
    }

    house.comes(message(1));

    Set<Frame> frames = Collections.newSetFromMap(new IdentityHashMap<>());
    for (FakeSocket reader : readers) {
      assertThat(type(reader.only())).isEqualTo("answer");
      frames.add(reader.frames().get(0));
    }
    // Nothing is kept for the first who asks, and each of two threads may have a first.
    assertThat(frames).hasSizeLessThan(10);
  }

  @Test
  void answerIsThatOfAPollWithATypeAndTheRef() {
    FakeSocket socket = house.socket("alice").say(READ + ",\"ref\":1.50}");

    assertThat(socket.frames().get(0).text())
        .isEqualTo(
            "{\"type\":\"answer\",\"ref\":1.50,\"cursor\":\""
                + AT_START
                + "\",\"messages\":[],\"hold\":25,\"delay\":0}");
  }

  @Test
  void whoTheContainerLetInComesBackAfterAWhileForItSaysNothingOfALogout() {
    FakeSocket byLogin = house.socketOfLogin("alice").say(HELD + "}");
    FakeSocket byToken = house.socket("bob").say(HELD + "}");

    house.passes(JsonLimits.STREAM_LIFE.plusSeconds(1));

    assertThat(byLogin.awaitClose()).isEqualTo(Code.NORMAL);
    assertThat(byToken.closing()).isNull();
  }

  @Test
  void socketThatTakesNothingIsNotReadFor() {
    FakeSocket socket = house.socket("alice").say(HELD + "}");
    socket.stall();
    house.comes(message(1));
    house.comes(message(2));
    assertThat(socket.frames()).isEmpty();

    socket.flow();

    assertThat(socket.only().getAsJsonArray("messages")).hasSize(2);
  }

  @Test
  void replacedReadingSaysNothingMoreNotEvenWhatItIsAboutToSay() {
    FakeSocket socket = house.socket("alice").say(HELD + ",\"ref\":\"old\"}");
    AtomicBoolean first = new AtomicBoolean(true);
    socket.beforeSending =
        frame -> {
          if (frame.text().contains("\"old\"") && first.getAndSet(false)) {
            socket.say(READ + ",\"ref\":\"new\",\"history\":5}");
          }
        };

    house.comes(message(1));

    JsonObject answer = socket.only();
    assertThat(answer.get("ref").getAsString()).isEqualTo("new");
    assertThat(answer.getAsJsonArray("messages")).hasSize(1);
    house.comes(message(2));
    assertThat(socket.await(2)).allMatch(m -> m.get("ref").getAsString().equals("new"));
    Awaitility.await().until(() -> house.hub.open() == 1);
  }

  @Test
  void readThatIsRefusedLeavesWhatIsRead() {
    FakeSocket socket = house.socket("alice").say(HELD + "}");

    socket.say("{\"type\":\"read\",\"channel\":\"/user/bob\"}");
    assertThat(code(socket.only())).isEqualTo("forbidden");
    house.comes(message(1));

    assertThat(type(socket.await(2).get(1))).isEqualTo("answer");
  }

  @Test
  void readersPlaceIsItsOwnToReplaceAlsoAtTheLimit() {
    try (House narrow = new House(null, House.limits(1))) {
      FakeSocket socket = narrow.socket("alice").say(HELD + "}").say(HELD + ",\"ref\":2}");

      narrow.comes(message(1));

      assertThat(socket.only().get("ref").getAsInt()).isEqualTo(2);
      FakeSocket other = narrow.socket("alice").say(HELD + ",\"ref\":3}");
      assertThat(code(other.only())).isEqualTo("rate-limited");
      assertThat(other.closing()).isNull();
    }
  }

  @Test
  void newerSocketOfAReaderEndsTheOlder() {
    FakeSocket older = house.socket("alice").say(HELD + ",\"client\":\"tab\"}");
    FakeSocket newer = house.socket("alice").say(HELD + ",\"client\":\"tab\"}");

    assertThat(older.only().get("superseded").getAsBoolean()).isTrue();
    assertThat(older.awaitClose()).isEqualTo(Code.NORMAL);
    older.say(PUBLISH + "}");
    assertThat(house.appended).as("what comes behind the close").isEmpty();
    house.comes(message(1));
    assertThat(type(newer.only())).isEqualTo("answer");
  }

  @Test
  void drainTellsWhoReadsWhenToComeBackAndClosesAll() {
    FakeSocket reading = house.socket("alice").say(HELD + "}");
    FakeSocket silent = house.socket("alice");

    house.hub.drain();
    reading.conversation().drain();
    silent.conversation().drain();

    assertThat(reading.only().get("delay").getAsLong()).isBetween(1L, 5000L);
    assertThat(reading.awaitClose()).isEqualTo(Code.GOING_AWAY);
    assertThat(silent.awaitClose()).isEqualTo(Code.GOING_AWAY);
    assertThat(silent.frames()).isEmpty();
    Welcome late = house.welcome("GET", "", "alice");
    assertThat(((Welcome.Out) late).answer().status()).isEqualTo(503);
  }

  @Test
  void endsOfAReadingHaveTheirMessagesAndOnlyAnExpiredTokenEndsTheSocket() {
    FakeSocket removed = house.socket("alice").say(HELD + ",\"ref\":1}");
    house.hub.end(caller -> true, End.REMOVED);
    assertThat(code(removed.only())).isEqualTo("forbidden");
    FakeSocket failed = house.socket("alice").say(HELD + "}");
    house.hub.end(caller -> true, End.FAILED);
    assertThat(code(failed.only())).isEqualTo("store-unavailable");
    FakeSocket expired = house.socket("alice").say(HELD + "}");
    house.hub.end(caller -> true, End.EXPIRED);
    assertThat(code(expired.only())).isEqualTo("expired-token");
    assertThat(expired.awaitClose()).isEqualTo(Code.EXPIRED);

    assertThat(removed.closing()).isNull();
    assertThat(failed.closing()).isNull();
    house.comes(message(1));
    failed.say(HELD + "}");
    assertThat(type(failed.await(2).get(1))).isEqualTo("answer");
  }

  @Test
  void tokenThatHasRunOutEndsTheSocketAlsoWhilePublishing() {
    FakeSocket socket = house.socket("alice").say(HELD + "}");

    socket.say(PUBLISH + ",\"ref\":9,\"token\":\"bad\"}");
    assertThat(code(socket.only())).isEqualTo("invalid-token");
    socket.say(PUBLISH + ",\"ref\":9,\"token\":\"expired\"}");

    JsonObject last = socket.await(2).get(1);
    assertThat(code(last)).isEqualTo("expired-token");
    assertThat(last.get("ref").getAsInt()).isEqualTo(9);
    assertThat(socket.awaitClose()).isEqualTo(Code.EXPIRED);
    Awaitility.await().until(() -> house.hub.open() == 0);
    assertThat(house.appended).isEmpty();
  }

  @Test
  void outcomesOfPublishesAreToldByTheirRefs() {
    FakeSocket socket = house.socket("alice");
    for (int i = 0; i < 3; i++) {
      socket.say(PUBLISH + ",\"id\":\"i" + i + "\",\"ref\":[" + i + "]}");
    }
    assertThat(house.appended)
        .extracting(draft -> draft.id().value())
        .containsExactly("i0", "i1", "i2");

    house.pending.get(1).accept(new Appended.IdTaken());
    house.pending.get(2).accept(new Appended.Failed(new BrokerException("the disk is full")));
    house.pending.get(0).accept(new Appended.Stored(43, 1795, false));

    List<JsonObject> messages = socket.await(3);
    assertThat(messages)
        .extracting(m -> m.get("ref").toString())
        .containsExactly("[1]", "[2]", "[0]");
    assertThat(code(messages.get(0))).isEqualTo("id-taken");
    assertThat(code(messages.get(1))).isEqualTo("store-unavailable");
    assertThat(messages.get(2))
        .hasToString(
            "{\"type\":\"published\",\"ref\":[0],\"channel\":\"/room/a\",\"offset\":43,"
                + "\"id\":\"i0\",\"time\":1795}");
  }

  @Test
  void soManyPublishesMayWaitAndNoMore() {
    FakeSocket socket = house.socket("alice");
    for (int i = 0; i < JsonLimits.MAX_PUBLISHING; i++) {
      socket.say(PUBLISH + "}");
    }
    assertThat(socket.frames()).isEmpty();

    socket.say(PUBLISH + ",\"ref\":1}");

    assertThat(code(socket.only())).isEqualTo("overloaded");
    house.pending.get(0).accept(new Appended.Stored(1, 1, false));
    socket.say(PUBLISH + "}");
    assertThat(house.appended).hasSize(JsonLimits.MAX_PUBLISHING + 1);
  }

  @Test
  void readingOfASocketThatIsLostIsGivenUp() {
    FakeSocket socket = house.socket("alice").say(HELD + "}");
    assertThat(house.hub.open()).isEqualTo(1);

    socket.conversation().gone();

    Awaitility.await().until(() -> house.hub.open() == 0);
    socket.say(HELD + "}");
    assertThat(house.hub.open()).isZero();
    assertThat(socket.frames()).isEmpty();
  }

  @Test
  void handshakeIsRefusedAsAnyRequestIs() {
    assertThat(status(house.welcome("GET", "token=a&token=b", ""))).isEqualTo(400);
    assertThat(status(house.welcome("GET", "", "bad"))).isEqualTo(401);
    assertThat(status(house.welcome("POST", "", "alice"))).isEqualTo(405);
    assertThat(status(house.welcome("OPTIONS", "", ""))).isEqualTo(204);
    assertThat(house.welcome("GET", "token=alice", "")).isInstanceOf(Welcome.In.class);
  }

  private static int status(Welcome welcome) {
    return Objects.requireNonNull((Welcome.Out) welcome).answer().status();
  }
}
