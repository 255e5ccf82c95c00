package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSockets below what is said: frames, closes, and clients that vanish. */
class SocketWireIT {

  private static final int MAX_BODY = 1 << 20;

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) ' ');
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void fragmentsAreOneMessageAndControlFramesMayStandBetween(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    byte[] whole =
        ("{\"type\":\"publish\",\"channel\":\"" + room + "\",\"data\":\"é€😀\"}").getBytes(UTF_8);
    try (RawSocket socket = RawSocket.of(alice)) {
      for (int i = 0; i < whole.length; i++) {
        int opcode = i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION;
        boolean last = i == whole.length - 1;
        socket.send(new RawFrame(last, opcode, new byte[] {whole[i]}));
        if (i == 5) {
          socket.send(RawFrame.of(RawFrame.PING, "between".getBytes(UTF_8)));
          RawFrame pong = socket.next(RawConnection.SOON).orElseThrow();
          assertThat(pong.opcode()).isEqualTo(RawFrame.PONG);
          assertThat(pong.text()).isEqualTo("between");
        }
      }
      socket.hear("published");
    }
    assertThat(alice.all(room).get(0).get("data").getAsString()).isEqualTo("é€😀");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void longMessagesGoBothWays(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String text = "ü".repeat(30_000);
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(Call.poll(room).and("history", 10)).answer();
      socket.say("publish", Call.publish(room, text));
      List<JsonObject> both = List.of(socket.hear(), socket.hear());

      assertThat(both)
          .extracting(message -> message.get("type").getAsString())
          .containsExactlyInAnyOrder("published", "answer");
      both.stream()
          .filter(message -> message.has("messages"))
          .forEach(message -> assertThat(Person.texts(message)).containsExactly(text));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void messageOverTheLimitClosesTheSocketAndOneAtTheLimitDoesNot(Container container) {
    Site site = Site.shared(container);
    try (RawSocket socket = RawSocket.open(site, RawSocket.handshake(RawSocket.PATH))) {
      socket.send(RawFrame.of(RawFrame.TEXT, bytes(MAX_BODY))).error(400, "invalid-json");
      socket.send(RawFrame.of(RawFrame.TEXT, bytes(MAX_BODY + 1)));
      assertThat(socket.closed()).isEqualTo(1009);
      assertThat(socket.ends(RawConnection.SOON)).isTrue();
    }
    try (RawSocket socket = RawSocket.open(site, RawSocket.handshake(RawSocket.PATH))) {
      socket.send(new RawFrame(false, RawFrame.TEXT, bytes(MAX_BODY)));
      socket.send(new RawFrame(false, RawFrame.CONTINUATION, bytes(10)));
      assertThat(socket.closed()).isEqualTo(1009);
    }
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void binaryMessageClosesTheSocket(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(Call.poll(room)).answer();
      socket.send(RawFrame.of(RawFrame.BINARY, "{\"type\":\"read\"}".getBytes(UTF_8)));
      assertThat(socket.closed()).isEqualTo(1003);
      assertThat(socket.ends(RawConnection.SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void framesThatBreakTheRulesEndTheSocketAndHarmNobody(Container container) {
    Site site = Site.shared(container);
    byte[] reserved = RawFrame.text("{}").masked();
    reserved[0] |= 0x40;
    byte[] longPing = RawFrame.of(RawFrame.PING, bytes(126)).masked();
    byte[] invalidUtf8 = RawFrame.of(RawFrame.TEXT, new byte[] {(byte) 0xc3, 0x28}).masked();
    byte[] strayContinuation = RawFrame.of(RawFrame.CONTINUATION, bytes(1)).masked();
    byte[] endless = {(byte) 0x81, (byte) 0xff, 127, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
    for (byte[] frame : List.of(reserved, longPing, invalidUtf8, strayContinuation)) {
      try (RawSocket socket = RawSocket.open(site, RawSocket.handshake(RawSocket.PATH))) {
        socket.sendRaw(frame);
        assertThat(socket.ends(RawConnection.SOON)).isTrue();
      }
    }
    try (RawSocket socket = RawSocket.open(site, RawSocket.handshake(RawSocket.PATH))) {
      socket.sendRaw(endless);
    }
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void closeIsAnsweredAndTheConnectionEnds(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (int code : new int[] {1000, 1001, 4000}) {
      try (RawSocket socket = RawSocket.of(alice)) {
        socket.read(Call.poll(room)).answer();
        socket.send(RawFrame.close(code));
        RawFrame answer = socket.next(RawConnection.SOON).orElseThrow();
        assertThat(answer.opcode()).isEqualTo(RawFrame.CLOSE);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(socket.ends(RawConnection.SOON)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void readingsOfAUserAreLimitedAndThoseOfVanishedClientsAreFreed(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room);
    List<RawSocket> held =
        IntStream.range(0, 50).mapToObj(i -> RawSocket.of(alice).read(read)).toList();
    // Whose reading was answered is counted.
    held.forEach(RawSocket::answer);
    try (RawSocket more = RawSocket.of(alice)) {
      more.read(read).error(429, "rate-limited");
      held.get(0).read(read.and("history", 1)).answer();

      held.forEach(RawSocket::reset);

      Awaitility.await()
          .atMost(RawConnection.SOON)
          .untilAsserted(
              () -> {
                more.read(Call.poll(room));
                more.answer();
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenThatIsGivenBackEndsTheSocket(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    try (RawSocket reading = RawSocket.of(alice);
        RawSocket silent = RawSocket.of(alice)) {
      reading.say("{\"type\":\"read\",\"ref\":5,\"channel\":\"" + room + "\"}").hear();

      alice.ask(RawRequest.of("DELETE", "/v1/session"));

      assertThat(reading.error(401, "expired-token").get("ref").getAsInt()).isEqualTo(5);
      assertThat(reading.closed()).isEqualTo(4401);
      assertThat(reading.ends(RawConnection.SOON)).isTrue();
      silent.say("publish", Call.publish(room, "late").and("ref", 6));
      assertThat(silent.hear().getAsJsonObject("error").get("status").getAsInt()).isEqualTo(401);
    }
    assertThat(site.guest().all(room)).isEmpty();
  }
}
