package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that are hidden, sleep, go away and come back. */
class PageTest {
  private final FakeBrowser browser = new FakeBrowser();

  private void enter() {
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        halley.channel('/room/a').on('message', function(m) { got.push(m.data); });
        """);
    browser.only("poll").deliver("c1");
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  @Test
  void machineThatSleptLooksAtOnceWhenItWakes() {
    enter();
    Exchange held = browser.only("poll");
    browser.run("clock += 30000");
    browser.pass(Duration.ofMillis(1));
    assertThat(held.isOpen()).isFalse();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @Test
  void pageThatIsSeenAgainAfterAWhileLooksAtOnce() {
    enter();
    browser.run("document.hidden = true; document.fire('visibilitychange')");
    browser.pass(Duration.ofSeconds(31));
    browser.run("document.hidden = false; document.fire('visibilitychange')");
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @Test
  void pageThatIsSeenAgainAtOnceIsLeftInPeace() {
    enter();
    Exchange held = browser.only("poll");
    browser.run("document.hidden = true; document.fire('visibilitychange')");
    browser.pass(Duration.ofSeconds(5));
    browser.run("document.hidden = false; document.fire('visibilitychange')");
    assertThat(held.isOpen()).isTrue();
  }

  @Test
  void timersOfAHiddenPageRunInAWorker() {
    browser.run("var Worker = FakeWorker");
    enter();
    browser.run("document.hidden = true; document.fire('visibilitychange')");
    browser.run("throttle = 60000");
    Exchange held = browser.only("poll");
    browser.pass(Duration.ofMillis(34_999));
    assertThat(held.isOpen()).isTrue();
    browser.pass(Duration.ofMillis(1));
    assertThat(held.isOpen()).isFalse();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void pageThatForbidsWorkersHasItsOwnTimers() {
    browser.run("function Worker() { throw new Error('Content-Security-Policy'); }");
    enter();
    browser.run("document.hidden = true; document.fire('visibilitychange')");
    Exchange held = browser.only("poll");
    browser.pass(Duration.ofSeconds(35));
    assertThat(held.isOpen()).isFalse();
  }

  @Test
  void pageThatGoesAwaySaysSo() {
    browser.run("navigator.sendBeacon = function(u, b) { beacons.push([u, JSON.parse(b)]); }");
    browser.run("var beacons = []");
    enter();
    String client = browser.only("poll").field("client");
    browser.run("fire('pagehide')");
    assertThat(browser.json("beacons"))
        .isEqualTo(
            "[[\"http://halley.test/chat/v1/leave\",{\"client\":"
                + client
                + ",\"token\":\"token-1\"}]]");
  }

  @Test
  void pageThatComesBackGoesOnWithItsCursor() {
    enter();
    browser.run("fire('pagehide')");
    browser.pass(Duration.ofMinutes(10));
    assertThat(browser.open("poll")).isEmpty();
    browser.run("fire('pageshow', {persisted: true})");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
    browser.only("poll").deliver("c2", message("/room/a", 1, "missed"));
    assertThat(browser.json("got")).isEqualTo("[\"missed\"]");
    assertThat(browser.json("states.map(function(s) { return s.state; })"))
        .doesNotContain("waiting");
  }
}
