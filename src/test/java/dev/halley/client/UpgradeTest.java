package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connects by polling, and moves over to what is better. */
class UpgradeTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.run("var WebSocket = FakeSocket");
    connect();
  }

  private void connect() {
    browser.connect("Ann");
    read();
  }

  private void read() {
    browser.run(
        """
        var got = [];
        var room = halley.channel('/room/a', {history: 50});
        room.on('message', function(m) { got.push(m.data); });
        """);
    browser.only("poll").deliver("c1");
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private Socket upgraded() {
    browser.inform("websocket", "events", "stream", "poll");
    browser.socket(0).open();
    browser.socket(0).answer("elsewhere");
    browser.socket(1).open();
    return browser.socket(1);
  }

  private String transport() {
    return browser.json("states[states.length - 1].transport").replace("\"", "");
  }

  @Test
  void nothingIsTriedThatTheServerDoesNotHave() {
    browser.inform("poll");
    assertThat(browser.sockets()).isZero();
    assertThat(browser.open("events")).isEmpty();
    assertThat(browser.open("stream")).isEmpty();
  }

  @Test
  void socketIsTriedBesideTheHeldPollUnderAnotherNameAndWithoutACursor() {
    Exchange poll = browser.only("poll");
    browser.inform("websocket", "poll");
    Socket probe = browser.socket(0);
    assertThat(probe.url()).isEqualTo("ws://halley.test/chat/v1/ws");
    probe.open();
    assertThat(probe.read().get("client").getAsString())
        .isNotEqualTo(poll.field("client").replace("\"", ""));
    assertThat(probe.read().get("cursor").isJsonNull()).isTrue();
    assertThat(poll.isOpen()).isTrue();
    assertThat(transport()).isEqualTo("poll");
  }

  @Test
  void howLongASocketWasOpenIsNoLatency() {
    Socket socket = upgraded();
    String before = browser.json("states[states.length - 1].latency");
    browser.pass(Duration.ofSeconds(8));

    socket.answer("c2", message("/room/a", 1, "one"));

    assertThat(browser.json("states[states.length - 1].latency")).isEqualTo(before);
  }

  @Test
  void socketThatAnsweredTakesThePollsPlaceWithTheCursor() {
    Exchange poll = browser.only("poll");
    Socket socket = upgraded();
    assertThat(browser.socket(0).isClosed()).isTrue();
    assertThat(socket.read().get("cursor").getAsString()).isEqualTo("c1");
    assertThat(socket.read().get("token").getAsString()).isEqualTo("token-1");
    assertThat(poll.isOpen()).isFalse();
    assertThat(transport()).isEqualTo("websocket");
    socket.answer("c2", message("/room/a", 1, "one"));
    socket.answer("c3", message("/room/a", 2, "two"));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\"]");
    assertThat(browser.open("poll")).isEmpty();
  }

  @Test
  void whatBothTellDuringTheChangeIsHandedOnOnce() {
    browser.inform("websocket", "poll");
    browser.socket(0).open();
    browser.socket(0).answer("elsewhere");
    browser.only("poll").deliver("c2", message("/room/a", 1, "one"));
    browser.socket(1).open();
    browser.socket(1).answer("c3", message("/room/a", 1, "one"), message("/room/a", 2, "two"));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\"]");
  }

  @Test
  void socketThatBreaksIsFollowedByAPollWithItsCursorAtOnce() {
    Socket socket = upgraded();
    socket.answer("c2", message("/room/a", 1, "one"));
    socket.end(1006);
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c2\"");
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
    assertThat(browser.state()).isEqualTo("open");
    browser.only("poll").deliver("c2");
    assertThat(browser.only("poll").field("hold")).isEqualTo("25");
    assertThat(transport()).isEqualTo("poll");
  }

  @Test
  void socketThatBrokeIsTriedAgainAfterARest() {
    upgraded().end(1006);
    browser.only("poll").deliver("c2");
    browser.pass(Duration.ofSeconds(25));
    browser.only("poll").deliver("c2");
    assertThat(browser.sockets()).isEqualTo(2);
    browser.pass(Duration.ofSeconds(25));
    browser.only("poll").deliver("c2");
    assertThat(browser.sockets()).isEqualTo(3);
    browser.socket(2).open();
    assertThat(browser.socket(2).read().get("cursor").getAsString()).isEqualTo("c2");
    assertThat(transport()).isEqualTo("websocket");
  }

  @Test
  void socketThatBreaksWithThePathIsNotToBlame() {
    upgraded().end(1006);
    browser.only("poll").cut();
    browser.pass(Duration.ofSeconds(1));
    browser.only("poll").deliver("c1");
    assertThat(browser.sockets()).isEqualTo(3);
  }

  @Test
  void socketThatTheServerEndsIsOpenedAgain() {
    Socket socket = upgraded();
    browser.pass(Duration.ofSeconds(5));
    socket.end(1001);
    browser.socket(2).open();
    assertThat(browser.socket(2).read().get("cursor").getAsString()).isEqualTo("c1");
    assertThat(browser.open("poll")).isEmpty();
    assertThat(transport()).isEqualTo("websocket");
  }

  @Test
  void tokenThatExpiresOnASocketIsReplaced() {
    Socket socket = upgraded();
    browser.pass(Duration.ofSeconds(5));
    socket.end(4401);
    browser.letIn("Ann", "token-2");
    browser.socket(2).open();
    assertThat(browser.socket(2).read().get("token").getAsString()).isEqualTo("token-2");
  }

  @Test
  void eachTokenThatExpiresOnASocketIsReplacedAndItGoesOnWhereItStood() {
    Socket socket = upgraded();
    for (int i = 1; i <= 3; i++) {
      browser.pass(Duration.ofSeconds(30));
      socket.answer("later" + i);
      socket.receive("{\"type\":\"error\",\"error\":{\"status\":401,\"code\":\"expired-token\"}}");
      browser.letIn("Ann", "renewed-" + i);
      socket = browser.socket(1 + i);
      socket.open();
      assertThat(socket.read().get("token").getAsString()).isEqualTo("renewed-" + i);
      assertThat(socket.read().get("cursor").getAsString()).isEqualTo("later" + i);
      socket.answer("open" + i);
    }
    assertThat(browser.state()).isEqualTo("open");
    assertThat(transport()).isEqualTo("websocket");
  }

  @Test
  void silentSocketIsAskedForASignAndGivenUpWithoutOne() {
    Socket socket = upgraded();
    browser.pass(Duration.ofSeconds(25));
    assertThat(socket.sent()).isEqualTo(2);
    socket.receive("{\"type\":\"error\",\"ref\":\"alive\",\"error\":{\"status\":400}}");
    browser.pass(Duration.ofSeconds(25));
    assertThat(socket.sent()).isEqualTo(3);
    browser.pass(Duration.ofSeconds(10));
    assertThat(socket.isClosed()).isTrue();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @Test
  void socketThatDoesNotOpenGivesWayToTheNextAndIsNotTriedAgainThatDay() {
    browser.inform("websocket", "stream", "poll");
    browser.pass(Duration.ofSeconds(10));
    assertThat(browser.socket(0).isClosed()).isTrue();
    assertThat(browser.open("stream")).hasSize(1);
    browser.reload();
    browser.run(
        "var WebSocket = FakeSocket; var states = []; var halley = Halley.connect({name: 'Ann'});");
    read();
    browser.inform("websocket", "stream", "poll");
    assertThat(browser.sockets()).isZero();
    browser.run("clock += 25 * 3600 * 1000");
    browser.reload();
    browser.run(
        "var WebSocket = FakeSocket; var states = [];  var halley = Halley.connect({name: 'Ann'});");
    browser.letIn("Ann", "token-2");
    read();
    browser.inform("websocket", "stream", "poll");
    assertThat(browser.sockets()).isEqualTo(1);
  }

  @Test
  void whatIsKnownToWorkIsOpenedWithTheCursorAtOnce() {
    upgraded();
    browser.reload();
    browser.run(
        "var WebSocket = FakeSocket; var states = []; var halley = Halley.connect({name: 'Ann'});");
    read();
    browser.inform("websocket", "poll");
    browser.socket(0).open();
    assertThat(browser.socket(0).read().get("cursor").getAsString()).isEqualTo("c1");
  }

  @Test
  void newChannelIsAskedForByAPollAndTheSocketGoesOnWithBoth() {
    Socket socket = upgraded();
    browser.run("halley.channel('/room/b').on('message', function() {})");
    assertThat(socket.isClosed()).isTrue();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
    browser.only("poll").deliver("c2");
    browser.socket(2).open();
    assertThat(browser.socket(2).read().get("channel").toString())
        .isEqualTo("[\"/room/a\",\"/room/b\"]");
    assertThat(browser.open("poll")).isEmpty();
  }

  @Test
  void gapDuringTheChangePutsTheChangeOff() {
    browser.inform("websocket", "poll");
    browser.socket(0).open();
    browser.socket(0).answer("elsewhere");
    browser
        .only("poll")
        .answer(
            200,
            "{\"cursor\":\"c2\",\"messages\":[],\"gaps\":[{\"channel\":\"/room/a\",\"reset\":true}],"
                + "\"hold\":25,\"delay\":0}");
    assertThat(browser.socket(1).isClosed()).isTrue();
    browser.socket(2).open();
    assertThat(browser.socket(2).read().get("cursor").getAsString()).isEqualTo("c2");
  }
}
