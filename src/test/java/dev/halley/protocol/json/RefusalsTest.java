package dev.halley.protocol.json;

import static dev.halley.protocol.json.Room.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import dev.halley.hub.End;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each problem that a client is told is heard of once: in its answer, or where it is written. */
class RefusalsTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void answerSaysThatItIsARefusalAlsoAsAScript() {
    String bad = "?channel=room";

    assertThat(house.get("/v1/poll" + bad, "alice").await().refusal())
        .isEqualTo(Code.INVALID_CHANNEL);
    assertThat(house.get("/v1/poll" + bad + "&callback=f", "alice").await().refusal())
        .isEqualTo(Code.INVALID_CHANNEL);
    assertThat(house.get("/v1/poll?channel=/room/a", "alice").await().refusal()).isNull();
    assertThat(house.refused).isEmpty();
  }

  @Test
  void streamThatEndsWithAProblemIsHeardOf() {
    for (String carrier : new String[] {"stream", "events", "frame", "poll"}) {
      String how = carrier.equals("frame") ? "&callback=f" : "&beat=9";
      RecordingConnection held = house.get("/v1/" + carrier + HELD + how, "alice");
      house.hub.end(caller -> true, End.EXPIRED);
      held.await();
    }

    assertThat(house.refused)
        .containsExactly(
            Code.EXPIRED_TOKEN, Code.EXPIRED_TOKEN, Code.EXPIRED_TOKEN, Code.EXPIRED_TOKEN);
  }

  @Test
  void itemsOfABatchAreHeardOfOneByOne() {
    house.post(
        "/v1/publish",
        "[5,{\"channel\":\"/elsewhere\",\"data\":1},{\"channel\":\"/room/a\",\"data\":1}]",
        "alice");
    house.batches.get(0).accept(List.of(new Appended.Stored(1, 1, false)));

    assertThat(house.refused).containsExactly(Code.INVALID_JSON, Code.FORBIDDEN);
  }

  @Test
  void socketIsHeardOfForWhatItAsksAndForWhatEnds() {
    FakeSocket socket = house.socket("alice");
    socket.say("{");
    socket.say("{\"type\":\"publish\",\"channel\":\"/elsewhere\",\"data\":1}");
    socket.say("{\"type\":\"publish\",\"channel\":\"/room/a\",\"data\":1}");
    house.pending.get(0).accept(new Appended.Overloaded());
    socket.say("{\"type\":\"read\",\"channel\":\"/room/a\",\"cursor\":\"" + Room.cursor(0) + "\"}");
    house.hub.end(caller -> true, End.REMOVED);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(house.refused)
                    .containsExactly(
                        Code.INVALID_JSON, Code.FORBIDDEN, Code.OVERLOADED, Code.FORBIDDEN));
  }
}
