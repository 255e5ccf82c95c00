package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.halley.auth.Rate;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Rates;
import dev.halley.broker.Broker;
import dev.halley.broker.Slice;
import dev.halley.message.Rules;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done too often is refused, in the words of the protocol. */
class RateLimitsTest {

  private static final String MESSAGE = "{\"channel\":\"/room/tea\",\"data\":1}";
  private static final String ELSEWHERE = "{\"channel\":\"/elsewhere\",\"data\":1}";

  private final AtomicLong looks = new AtomicLong();

  /** So slow is all that is done here: each look at the clock is two seconds later. */
  private final House house =
      new House(
          null,
          House.limits(100),
          new Rates(
              new RateSettings(
                  Rate.parse("1/h burst 3"),
                  Rate.parse("1/h burst 2"),
                  Rate.parse("1/h burst 3"),
                  Rate.parse("1/h burst 3"),
                  new Rules<>(List.of()),
                  1,
                  100),
              () -> looks.addAndGet(2_000_000_000)));

  @AfterEach
  void close() {
    house.close();
  }

  private void publishAll() {
    for (int i = 0; i < 3; i++) {
      house.post("/v1/publish", MESSAGE, "ann");
    }
    assertThat(house.appended).hasSize(3);
  }

  @Test
  void aMessageTooManyIsToldWhenToComeAgain() {
    publishAll();
    Answer answer = house.post("/v1/publish", MESSAGE, "ann").await();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.refusal()).isEqualTo(Code.RATE_LIMITED);
    assertThat(Integer.parseInt(answer.headers().get("Retry-After"))).isBetween(1, 3600);
    assertThat(house.appended).hasSize(3);
  }

  @Test
  void whatIsWrongOtherwiseIsSaidFirstAndNotCounted() {
    for (int i = 0; i < 10; i++) {
      assertThat(house.post("/v1/publish", "{\"channel\":\"x\"}", "ann").await().status())
          .isEqualTo(400);
      assertThat(house.post("/v1/publish", MESSAGE, "bad").await().status()).isEqualTo(401);
      assertThat(house.post("/v1/publish", ELSEWHERE, "ann").await().status()).isEqualTo(403);
    }
    publishAll();
    assertThat(house.post("/v1/publish", ELSEWHERE, "ann").await().status()).isEqualTo(403);
    assertThat(house.post("/v1/publish", MESSAGE, "ann").await().status()).isEqualTo(429);
  }

  @Test
  void inABatchWhatComesAfterOneTooManyIsNotTried() {
    String batch =
        "[" + String.join(",", MESSAGE, ELSEWHERE, MESSAGE, MESSAGE, MESSAGE, ELSEWHERE) + "]";
    house.post("/v1/publish", batch, "ann");
    assertThat(house.appended).hasSize(3);
    assertThat(house.batches).hasSize(1);
  }

  @Test
  void aSocketsMessagesAreCountedWithAllOthers() {
    publishAll();
    FakeSocket socket = house.socket("ann");
    socket.say("{\"type\":\"publish\",\"ref\":7," + MESSAGE.substring(1));
    assertThat(house.refused).containsExactly(Code.RATE_LIMITED);
    assertThat(house.appended).hasSize(3);
  }

  @Test
  void pollsThatAreAnsweredAtOnceAreCounted() {
    FakeSocket socket = house.socket("bob");
    int answered = 0;
    while (answered < 100 && poll().await().status() == 200) {
      answered++;
    }
    // The socket is counted too.
    assertThat(answered).isEqualTo(2);
    assertThat(poll().await().status()).isEqualTo(429);
    assertThat(house.get("/v1/history?channel=/room/tea", "ann").await().status()).isEqualTo(429);
    socket.say("{\"type\":\"read\",\"channel\":\"/room/tea\"}");
    assertThat(house.refused).containsExactly(Code.RATE_LIMITED);
  }

  @Test
  void whatIsAskedAtOnceIsRefusedBeforeItCostsAnything() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    doAnswer(
            call -> {
              if (call.getArgument(3) == Broker.Reach.MEMORY) {
                return new Slice.Cold();
              }
              slow.await();
              return new Slice.Messages(List.of(), call.getArgument(1), false);
            })
        .when(house.broker)
        .read(any(), any(), any(), any());
    List<RecordingConnection> polls = Stream.generate(this::poll).limit(10).toList();
    assertThat(polls.stream().filter(RecordingConnection::isAnswered)).hasSize(7);
    slow.countDown();
    assertThat(polls.stream().filter(poll -> poll.await().status() == 200)).hasSize(3);
  }

  @Test
  void aPollThatFindsSomethingIsCountedHoweverLongItTook() {
    house.log.add(Room.message(1, "1"));
    int answered = 0;
    while (answered < 100
        && house.get("/v1/poll" + Room.HELD + "&hold=50", "ann").await().status() == 200) {
      answered++;
    }
    assertThat(answered).isEqualTo(3);
  }

  @Test
  void aPollThatWasHeldAndFoundSomethingThenIsNotCounted() {
    for (int i = 0; i < 10; i++) {
      RecordingConnection held =
          house.get("/v1/poll?channel=/room/a&hold=50&cursor=" + Room.cursor(i), "ann");
      assertThat(held.isAnswered()).isFalse();
      house.comes(Room.message(i + 1, "1"));
      assertThat(held.await().status()).isEqualTo(200);
    }
  }

  @Test
  void aRoomThatHadToBeLookedUpForARefusalIsCounted() {
    for (int i = 0; i < 10; i++) {
      assertThat(history("/private/same").status()).isEqualTo(403);
    }
    assertThat(history("/private/a").status()).isEqualTo(403);
    assertThat(history("/private/b").status()).isEqualTo(403);
    assertThat(history("/private/c").status()).isEqualTo(429);
    assertThat(house.get("/v1/poll?channel=/private/d", "ann").await().status()).isEqualTo(429);
    String message = "{\"channel\":\"/private/e\",\"data\":1}";
    assertThat(house.post("/v1/publish", message, "ann").await().status()).isEqualTo(429);
    verify(house.records, times(3)).get(startsWith("members/private/"));
    assertThat(history("/private/same").status()).isEqualTo(403);
  }

  @Test
  void ofManyRoomsOneIsEnoughForARefusal() {
    String rooms = "channel=/private/a&channel=/private/b&channel=/private/c";
    assertThat(house.get("/v1/poll?" + rooms, "ann").await().status()).isEqualTo(403);
    verify(house.records, times(1)).get(startsWith("members/private/"));
  }

  @Test
  void topicsOfRoomsThatOneDoesNotLookAfterAreCountedTheSame() {
    for (int i = 0; i < 10; i++) {
      String topic = "{\"channel\":\"/private/r" + i + "\",\"topic\":\"x\"}";
      assertThat(house.post("/v1/rooms", topic, "ann").await().status())
          .isEqualTo(i < 2 ? 403 : 429);
    }
  }

  private Answer history(String channel) {
    return house.get("/v1/history?channel=" + channel, "ann").await();
  }

  @Test
  void whoAsksWhoTheyAreIsCounted() {
    for (int i = 0; i < 3; i++) {
      assertThat(house.get("/v1/session", "ann").await().status()).isEqualTo(200);
    }
    assertThat(house.get("/v1/session", "ann").await().status()).isEqualTo(429);
    assertThat(house.ask("DELETE", "/v1/session", "", "", "ann").await().status()).isEqualTo(429);
  }

  private RecordingConnection poll() {
    return house.get("/v1/poll?channel=/room/tea&hold=0", "ann");
  }

  @Test
  void aPollThatIsHeldIsNotCounted() {
    RecordingConnection first = house.get("/v1/poll?channel=/room/tea", "ann");
    String cursor = first.object().get("cursor").getAsString();
    for (int i = 0; i < 20; i++) {
      RecordingConnection held =
          house.get("/v1/poll?channel=/room/tea&hold=50&cursor=" + cursor, "ann");
      assertThat(held.isAnswered()).isFalse();
    }
  }

  @Test
  void leavingIsCounted() {
    for (int i = 0; i < 3; i++) {
      assertThat(house.post("/v1/leave", "{\"client\":\"tab\"}", "ann").await().status())
          .isEqualTo(204);
    }
    assertThat(house.post("/v1/leave", "{\"client\":\"tab\"}", "ann").await().status())
        .isEqualTo(429);
  }

  @Test
  void changesOfWhoIsAMemberAreCounted() {
    for (int i = 0; i < 2; i++) {
      house.post("/v1/members", "{\"channel\":\"/private/den\",\"add\":[\"bob\"]}", "ann");
    }
    RecordingConnection third =
        house.post("/v1/members", "{\"channel\":\"/private/den\",\"add\":[\"eve\"]}", "ann");
    assertThat(third.await().status()).isEqualTo(429);
  }
}
