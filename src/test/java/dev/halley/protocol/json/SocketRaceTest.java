package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.halley.hub.HubSettings;
import dev.halley.message.Rules;
import dev.halley.protocol.Closing.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * A client that reads anew all the time, while messages come and a newer socket may take over: each
 * thread may be held up just before it sends.
 */
class SocketRaceTest {

  private static final int READS = 1_000;

  /** Looks often: it is over in a moment, and there are many of them. */
  private static ConditionFactory soon() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  private static void stumble() {
    boolean hubs = Thread.currentThread().getName().startsWith("halley-delivery");
    int turns = hubs ? ThreadLocalRandom.current().nextInt(20_000) : 0;
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  private static String read(int ref, String client) {
    return "{\"type\":\"read\",\"channel\":\"/room/a\",\"history\":1,\"client\":\""
        + client
        + "\",\"ref\":"
        + ref
        + "}";
  }

  @Test
  void nothingOfAReadingComesAfterTheFirstOfTheNext() {
    try (House house = new House(null, manyHolds())) {
      FakeSocket socket = house.socket("alice");
      socket.beforeSending = frame -> stumble();
      for (int ref = 0; ref < READS; ref++) {
        socket.say(read(ref, "tab"));
        // A thread of the hub's begins to say it, and the next read comes meanwhile.
        house.comes(SocketConversationTest.message(ref + 1));
      }

      soon().until(() -> house.hub.open() == 1);
      // What is sent last may still stand behind a thread that is held up.
      soon().until(() -> refs(socket).contains(READS - 1));
      assertThat(refs(socket)).isSorted();
      assertThat(house.refused).isEmpty();
      assertThat(socket.closing()).as("it does not supersede itself").isNull();
    }
  }

  /** So many that no read is refused while what was replaced waits for a thread to leave. */
  private static HubSettings manyHolds() {
    int most = READS + 1;
    return new HubSettings(
        most, most, most, Duration.ofSeconds(60), new Rules<>(List.of()), 2, 2, 10);
  }

  private static List<Integer> refs(FakeSocket socket) {
    return socket.messages().stream().map(m -> m.get("ref").getAsInt()).toList();
  }

  private static int open(FakeSocket socket) {
    return socket.closing() == null ? 1 : 0;
  }

  private static void endedAsSuperseded(FakeSocket socket) {
    if (socket.closing() != null) {
      assertThat(socket.awaitClose()).isEqualTo(Code.NORMAL);
      List<JsonObject> said = socket.messages();
      assertThat(said.get(said.size() - 1).has("superseded")).isTrue();
    }
  }

  @Test
  void socketThatIsSupersededWhileItReadsAnewIsClosedOrReadsOn() throws Exception {
    try (House house = new House()) {
      for (int round = 0; round < 100; round++) {
        String client = "tab" + round;
        FakeSocket one = house.socket("alice").say(read(1, client));
        FakeSocket two = house.socket("alice");
        one.beforeSending = frame -> stumble();
        Thread takesOver = new Thread(() -> two.say(read(2, client)));
        takesOver.start();
        one.say(read(3, client));
        takesOver.join();

        soon().until(() -> open(one) + open(two) < 2);
        soon().until(() -> house.hub.open() == open(one) + open(two));
        endedAsSuperseded(one);
        endedAsSuperseded(two);
        one.conversation().gone();
        two.conversation().gone();
        soon().until(() -> house.hub.open() == 0);
      }
    }
  }
}
