package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollingTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        var note = function(m) { got.push(m.data); };
        var room = halley.channel('/room/a', {history: 50});
        room.on('message', note);
        room.on('gap', function(g) { got.push(g.reset ? 'reset' : 'gap ' + g.from + '-' + g.to); });
        """);
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  @Test
  void onePollAsksForAllChannelsOfThePage() {
    browser.run("halley.channel('/room/b', {history: 50}).on('message', note)");
    Exchange poll = browser.only("poll");
    assertThat(poll.field("channel")).isEqualTo("[\"/room/a\",\"/room/b\"]");
    assertThat(poll.field("history")).isEqualTo("50");
    assertThat(poll.header("Authorization")).isEqualTo("\"Bearer token-1\"");
  }

  @Test
  void pollIsAskedAgainAtOnceWithTheNewCursor() {
    browser.only("poll").deliver("c1", message("/room/a", 1, "one"));
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
    assertThat(browser.only("poll").field("hold")).isEqualTo("25");
  }

  @Test
  void messageOfALostAnswerIsHandedOnOnce() {
    browser.only("poll").deliver("c1", message("/room/a", 1, "one"));
    browser.only("poll").cut();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
    browser.only("poll").deliver("c2", message("/room/a", 2, "two"));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c2\"");
  }

  @Test
  void pollAfterAFailureIsNotHeld() {
    browser.only("poll").deliver("c1");
    browser.only("poll").cut();
    assertThat(browser.state()).isEqualTo("waiting");
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
    browser.only("poll").deliver("c1");
    assertThat(browser.state()).isEqualTo("open");
    assertThat(browser.only("poll").field("hold")).isEqualTo("25");
  }

  @Test
  void pollWithoutAnswerIsGivenUpTenSecondsAfterItsHold() {
    browser.only("poll").deliver("c1");
    Exchange held = browser.only("poll");
    browser.pass(Duration.ofMillis(34_999));
    assertThat(held.isOpen()).isTrue();
    browser.pass(Duration.ofMillis(1));
    assertThat(held.isOpen()).isFalse();
    assertThat(browser.state()).isEqualTo("waiting");
  }

  @Test
  void shorterHoldOfTheServerShortensThePatience() {
    browser.only("poll").deliver("c1");
    browser.pass(Duration.ofSeconds(5));
    browser.only("poll").answer(200, "{\"cursor\":\"c1\",\"messages\":[],\"hold\":5,\"delay\":0}");
    Exchange held = browser.only("poll");
    browser.pass(Duration.ofMillis(14_999));
    assertThat(held.isOpen()).isTrue();
    browser.pass(Duration.ofMillis(1));
    assertThat(held.isOpen()).isFalse();
  }

  @Test
  void waitsBetweenFailuresDoubleUpToThirtySeconds() {
    browser.run("chance = 0.999999");
    for (int ceiling : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      browser.only("poll").cut();
      browser.pass(Duration.ofMillis(ceiling * 1000L - 10));
      assertThat(browser.open("poll")).as("before " + ceiling + " s").isEmpty();
      browser.pass(Duration.ofMillis(10));
    }
    browser.only("poll").deliver("c1");
    browser.only("poll").cut();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.open("poll")).as("after a success").hasSize(1);
  }

  @Test
  void retryAfterIsWaitedForAndAsMuchAgainAtRandom() {
    browser.only("poll").problem(503, "overloaded", "{'Retry-After': '7'}");
    assertThat(browser.json("states[states.length - 1].problem.code")).isEqualTo("\"overloaded\"");
    browser.pass(Duration.ofMillis(10_490));
    assertThat(browser.open("poll")).isEmpty();
    browser.pass(Duration.ofMillis(10));
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void delayOfAnAnswerIsWaited() {
    browser
        .only("poll")
        .answer(200, "{\"cursor\":\"c\",\"messages\":[],\"hold\":25,\"delay\":700}");
    browser.pass(Duration.ofMillis(699));
    assertThat(browser.open("poll")).isEmpty();
    browser.pass(Duration.ofMillis(1));
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void serverThatDoesNotHoldIsNotAskedInALoop() {
    browser.only("poll").deliver("c1");
    browser.only("poll").deliver("c1");
    assertThat(browser.open("poll")).isEmpty();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void pageThatIsNotFromHalleyIsAFailureAndNoAnswer() {
    browser.only("poll").answer(200, "<html>Please log in to this network</html>");
    assertThat(browser.state()).isEqualTo("waiting");
  }

  @Test
  void copyOfAPageTakesAReaderOfItsOwn() {
    String first = browser.only("poll").field("client");
    browser
        .only("poll")
        .answer(
            200, "{\"cursor\":\"c\",\"messages\":[],\"superseded\":true,\"hold\":25,\"delay\":0}");
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("poll").field("client")).isNotEqualTo(first);
  }

  @Test
  void readerStaysTheSameOverAReloadAndItsCountGrows() {
    String client = browser.only("poll").field("client");
    long seq = Long.parseLong(browser.only("poll").field("seq"));
    browser.pass(Duration.ofSeconds(1));
    browser.reload();
    browser.run("Halley.connect({name: 'Ann'}).channel('/room/a').on('message', function() {})");
    assertThat(browser.only("poll").field("client")).isEqualTo(client);
    assertThat(Long.parseLong(browser.only("poll").field("seq"))).isGreaterThan(seq);
  }

  @Test
  void newChannelTakesThePlaceOfTheHeldPoll() {
    browser.only("poll").deliver("c1");
    Exchange held = browser.only("poll");
    browser.run("halley.channel('/room/b').on('message', note)");
    assertThat(held.isOpen()).isFalse();
    assertThat(browser.only("poll").field("channel")).isEqualTo("[\"/room/a\",\"/room/b\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
    assertThat(browser.state()).isEqualTo("open");
  }

  @Test
  void networkThatComesBackIsTriedAtOnce() {
    browser.only("poll").deliver("c1");
    Exchange dead = browser.only("poll");
    browser.run("fire('online')");
    assertThat(dead.isOpen()).isFalse();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @Test
  void networkThatGoesAwayIsNoticedAtOnce() {
    browser.only("poll").deliver("c1");
    browser.run("fire('offline')");
    browser.only("poll").cut();
    assertThat(browser.state()).isEqualTo("waiting");
  }

  @Test
  void publishThatGetsNoAnswerPutsTheHeldPollInDoubt() {
    browser.only("poll").deliver("c1");
    Exchange held = browser.only("poll");
    browser.run("room.publish('x')");
    browser.only("publish").cut();
    assertThat(held.isOpen()).isFalse();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @Test
  void pageThatGoesAwayTellsNoFailure() {
    browser.only("poll").deliver("c1");
    browser.run("fire('pagehide')");
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.state()).isEqualTo("open");
    browser.run("fire('pageshow', {persisted: true})");
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void listenerThatThrowsCostsNoMessage() {
    browser.run("room.on('message', function() { throw new Error('mine'); })");
    browser.run("room.on('message', note)");
    browser.only("poll").deliver("c1", message("/room/a", 1, "x"), message("/room/a", 2, "y"));
    assertThat(browser.json("got")).isEqualTo("[\"x\",\"x\",\"y\",\"y\"]");
    assertThat(browser.json("errors")).isEqualTo("[\"mine\",\"mine\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
  }

  @Test
  void newChannelInAListenerMakesOnePollAndNotTwo() {
    browser.run(
        "room.on('message', function() { halley.channel('/room/b').on('message', note); })");
    browser.only("poll").deliver("c1", message("/room/a", 1, "x"));
    assertThat(browser.only("poll").field("channel")).isEqualTo("[\"/room/a\",\"/room/b\"]");
  }

  @Test
  void connectionThatIsClosedOverAFailureAsksNoMore() {
    browser.run("halley.on('state', function(s) { if (s.state === 'waiting') halley.close(); })");
    browser.only("poll").cut();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.open("info")).isEmpty();
    assertThat(browser.state()).isEqualTo("closed");
  }

  @Test
  void connectionThatIsClosedByAMessageAsksNoMore() {
    browser.run("room.on('message', function() { halley.close(); })");
    browser.only("poll").deliver("c1", message("/room/a", 1, "x"), message("/room/a", 2, "y"));
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.state()).isEqualTo("closed");
  }

  @Test
  void pageThatIsNotSeenAsksAgainWithoutATimer() {
    browser.only("poll").deliver("c1");
    // A hidden page's timers may run once a minute.
    browser.run(
        "var later = setTimeout; setTimeout = function(run, d) { return later(run, d + 60000); }");
    browser.only("poll").deliver("c2", message("/room/a", 1, "x"));
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c2\"");
  }

  @Test
  void closedConnectionAsksNoMore() {
    browser.only("poll").deliver("c1");
    browser.run("halley.close()");
    browser.pass(Duration.ofMinutes(5));
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.state()).isEqualTo("closed");
  }
}
