package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What says that somebody types is short: it is kept in memory, for any number of rooms. */
class TypingLimitsTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static String message(String channel, int bytes) {
    String text = "x".repeat(bytes - 2);
    return "{\"channel\":\"" + channel + "\",\"data\":\"" + text + "\"}";
  }

  @Test
  void oneThatIsTooLongIsRefused() {
    house.post("/v1/publish", message("/room/tea/typing", 1_024), "ann");
    assertThat(house.appended).hasSize(1);

    Answer answer = house.post("/v1/publish", message("/room/tea/typing", 1_025), "ann").await();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.refusal()).isEqualTo(Code.MESSAGE_TOO_LARGE);
    house.post("/v1/publish", "[" + message("/room/tea/typing", 1_025) + "]", "ann");
    house.batches.get(0).accept(List.of());
    FakeSocket socket = house.socket("ann");
    socket.say(
        "{\"type\":\"publish\",\"ref\":7," + message("/room/tea/typing", 1_025).substring(1));
    assertThat(house.refused).containsExactly(Code.MESSAGE_TOO_LARGE, Code.MESSAGE_TOO_LARGE);
    assertThat(house.appended).hasSize(1);
  }

  @Test
  void messagesOfTheRoomMayBeLonger() {
    house.post("/v1/publish", message("/room/tea", 1_025), "ann");
    assertThat(house.appended).hasSize(1);
  }
}
