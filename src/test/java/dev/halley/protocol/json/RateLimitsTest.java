package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Rate;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Rates;
import dev.halley.message.Rules;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done too often is refused, in the words of the protocol. */
class RateLimitsTest {

  private static final String MESSAGE = "{\"channel\":\"/room/tea\",\"data\":1}";
  private static final String ELSEWHERE = "{\"channel\":\"/elsewhere\",\"data\":1}";

  private final House house =
      new House(
          null,
          House.limits(100),
          new Rates(
              new RateSettings(
                  Rate.parse("1/min burst 3"),
                  Rate.parse("1/min burst 2"),
                  Rate.parse("1/min burst 3"),
                  Rate.parse("1/min burst 3"),
                  new Rules<>(List.of()),
                  1,
                  100),
              System::nanoTime));

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
    assertThat(Integer.parseInt(answer.headers().get("Retry-After"))).isBetween(1, 60);
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
    assertThat(answered).isBetween(2, 4);
    assertThat(poll().await().status()).isEqualTo(429);
    assertThat(house.get("/v1/history?channel=/room/tea", "ann").await().status()).isEqualTo(429);
    socket.say("{\"type\":\"read\",\"channel\":\"/room/tea\"}");
    assertThat(house.refused).containsExactly(Code.RATE_LIMITED);
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
