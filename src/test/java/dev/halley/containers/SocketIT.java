package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said over a WebSocket, and what it is to the other carriers. */
class SocketIT {

  private static Call read(Person reader, String room) {
    return Call.poll(room).and("cursor", reader.cursor(room));
  }

  private static String data(JsonObject answer) {
    return Person.texts(answer).toString();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void messagesComeAsTheyArePublished(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(read(alice, room)).staysSilent(Duration.ofMillis(100));

      alice.publish(room, "one");
      JsonObject first = socket.answer();
      alice.publish(room, "two");

      assertThat(data(first)).isEqualTo("[one]");
      assertThat(data(socket.answer())).isEqualTo("[two]");
      Call after = Call.poll(room).and("cursor", Person.cursorOf(first));
      assertThat(data(alice.poll(after))).isEqualTo("[two]");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void readWithoutACursorIsAnsweredAtOnceAndEachReadByItsRef(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "before");
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.say(
          "{\"type\":\"read\",\"ref\":\"r\",\"channel\":\""
              + room
              + "\",\"history\":1,\"x\":[{}]}");
      assertThat(data(socket.hear("answer", new JsonPrimitive("r")))).isEqualTo("[before]");

      alice.publish(room, "after");

      assertThat(data(socket.hear("answer", new JsonPrimitive("r")))).isEqualTo("[after]");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishIsAnsweredWithItsRefAsItCame(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    List<String> refs =
        List.of(
            "7",
            "\"x\\u00e9\\\"\"",
            "null",
            "false",
            "{\"b\":[1.10,18446744073709551616],\"a\":{}}");
    try (RawSocket socket = RawSocket.of(alice)) {
      for (int i = 0; i < refs.size(); i++) {
        socket.say(
            "{\"type\":\"publish\",\"data\":"
                + i
                + ",\"channel\":\""
                + room
                + "\",\"id\":\"i"
                + i
                + "\",\"ref\":"
                + refs.get(i)
                + "}");
        RawFrame frame = socket.next(RawConnection.SOON).orElseThrow();
        JsonObject message = JsonParser.parseString(frame.text()).getAsJsonObject();
        assertThat(message.keySet())
            .containsExactlyInAnyOrder("type", "ref", "channel", "offset", "id", "time");
        assertThat(message.get("type").getAsString()).isEqualTo("published");
        assertThat(message.get("ref")).isEqualTo(JsonParser.parseString(refs.get(i)));
        assertThat(message.get("offset").getAsInt()).isEqualTo(i + 1);
        assertThat(message.get("id").getAsString()).isEqualTo("i" + i);
        if (i == 4) {
          assertThat(frame.text()).as("digits and order").contains(refs.get(i));
        }
      }
      socket.say("{\"type\":\"publish\",\"data\":1,\"channel\":\"" + room + "\",\"id\":\"i0\"}");
      JsonObject again = socket.hear("published");
      assertThat(again.get("duplicate").getAsBoolean()).isTrue();
      assertThat(again.get("offset").getAsInt()).isEqualTo(1);
    }
    assertThat(alice.all(room)).hasSize(refs.size());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishesKeepTheirOrder(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    int count = 80;
    try (RawSocket socket = RawSocket.of(alice)) {
      for (int i = 0; i < count; i++) {
        socket.say("publish", Call.publish(room, "m" + i).and("ref", i));
      }
      for (int i = 0; i < count; i++) {
        assertThat(socket.hear("published", new JsonPrimitive(i)).get("offset").getAsInt())
            .isEqualTo(i + 1);
      }
    }
    assertThat(alice.all(room))
        .extracting(message -> message.get("data").getAsString())
        .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void readReplacesWhatWasReadAndIsNotSupersededByItself(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String before = site.room();
    String now = site.room();
    try (RawSocket socket = RawSocket.of(alice)) {
      socket.read(read(alice, before).and("client", "tab").and("seq", 9));
      socket.read(read(alice, now).and("client", "tab").and("seq", 8));
      socket.read(Call.poll(now).and("client", "tab"));
      assertThat(data(socket.answer())).as("the last one is read").isEqualTo("[]");
      socket.staysSilent(Duration.ofMillis(200));

      alice.publish(before, "not this");
      alice.publish(now, "but this");

      assertThat(data(socket.answer())).isEqualTo("[but this]");
      socket.staysSilent(Duration.ofMillis(200));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void newerSocketOfAReaderTakesOverAndOtherCarriersAreLeftAlone(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("client", "tab");
    try (RawSocket older = RawSocket.of(alice);
        RawSocket newer = RawSocket.of(alice)) {
      String cursor = Person.cursorOf(older.read(read).answer());
      try (RawConnection poll = alice.hold(read.and("cursor", cursor))) {
        newer.read(read.and("cursor", cursor));

        JsonObject last = older.answer();
        assertThat(last.get("superseded").getAsBoolean()).isTrue();
        assertThat(Person.cursorOf(last)).isEqualTo(cursor);
        assertThat(older.closed()).isEqualTo(1000);
        assertThat(older.ends(RawConnection.SOON)).isTrue();
        alice.publish(room, "hi");
        assertThat(data(newer.answer())).isEqualTo("[hi]");
        assertThat(data(AnswerRules.poll(poll.read()))).isEqualTo("[hi]");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientGoesFromPollToSocketAndBackWithNothingLostOrTwice(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    int count = 120;
    Thread publisher =
        new Thread(() -> IntStream.range(0, count).forEach(i -> alice.publish(room, "m" + i)));
    publisher.start();
    List<String> got = new ArrayList<>();
    while (got.size() < count) {
      Call from = Call.poll(room).and("cursor", cursor).and("client", "tab");
      JsonObject polled = alice.ask(from.and("hold", 10)).ok().json();
      got.addAll(Person.texts(polled));
      cursor = Person.cursorOf(polled);
      try (RawSocket socket = RawSocket.of(alice)) {
        socket.read(Call.poll(room).and("cursor", cursor).and("client", "tab"));
        for (int i = 0; i < 3 && got.size() < count; i++) {
          JsonObject answer = socket.answer();
          got.addAll(Person.texts(answer));
          cursor = Person.cursorOf(answer);
        }
      }
    }

    assertThat(got)
        .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoAsksIsTheTokenOfTheHandshakeUntilAReadBringsAnother(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    RawRequest byQuery = RawSocket.handshake(RawSocket.PATH + "?token=" + alice.token());
    try (RawSocket socket = RawSocket.open(site, byQuery)) {
      socket.say("publish", Call.publish(room, "1"));
      socket.hear("published");
      socket.say("publish", Call.publish(room, "2").and("token", bob.token()));
      socket.hear("published");
      socket.say("publish", Call.publish(room, "3"));
      socket.hear("published");
      socket.read(Call.poll(bob.inbox()).and("token", bob.token()));
      socket.answer();
      socket.say("publish", Call.publish(room, "4"));
      socket.hear("published");
      socket.read(Call.poll(bob.inbox()).and("token", "rubbish"));
      socket.error(401, "invalid-token");
      alice.publish(bob.inbox(), "the refused read changed nothing");
      assertThat(socket.answer().toString()).contains("changed nothing");
    }
    assertThat(alice.all(room))
        .extracting(message -> message.get("from").getAsString())
        .containsExactly(alice.user(), bob.user(), alice.user(), bob.user());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whatIsRefusedLeavesTheSocketOpen(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    JsonElement ref = new JsonPrimitive(1);
    try (RawSocket socket = RawSocket.open(site, RawSocket.handshake(RawSocket.PATH))) {
      for (String broken :
          List.of("", "nonsense", "[]", "{\"type\":\"read\"", "7", "{\"a\":1,\"a\":2}")) {
        assertThat(socket.say(broken).error(400, "invalid-json").has("ref")).isFalse();
      }
      socket.say("{}").error(400, "invalid-parameter");
      socket.say("{\"type\":5,\"ref\":1}");
      assertThat(socket.error(400, "invalid-parameter").get("ref")).isEqualTo(ref);
      socket.say("{\"type\":\"later-versions\",\"ref\":1}");
      socket.read(Call.poll("no slash").and("ref", 1));
      assertThat(socket.error(400, "invalid-channel").get("ref")).isEqualTo(ref);
      socket.read(Call.poll(room).and("ref", 1));
      assertThat(socket.error(401, "token-required").get("ref")).isEqualTo(ref);
      socket.say("publish", Call.publish("/broadcast", "x").and("token", alice.token()));
      assertThat(socket.error(403, "forbidden").has("ref")).isFalse();
      socket.say("publish", Call.publish(room, "x".repeat(70_000)).and("token", alice.token()));
      socket.error(413, "message-too-large");
      socket.say("publish", Call.publish(room, "x").and("ref", "y".repeat(2000)));
      assertThat(socket.error(400, "invalid-parameter").has("ref")).isFalse();
      socket.read(Call.poll(room).and("token", alice.token()));
      assertThat(data(socket.answer())).isEqualTo("[]");
    }
    site.isWell();
  }
}
