package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel's messages in a loop, and the channels beside it. */
class LoopTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    // The engine has no "for await"; the loop's steps are what it would take.
    browser.run("Symbol.asyncIterator = Symbol.asyncIterator || Symbol('asyncIterator')");
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        var room = halley.channel('/room/a');
        var loop = room[Symbol.asyncIterator]();
        function take() {
          loop.next().then(function(step) { got.push(step.done ? 'done' : step.value.data); },
              function(e) { got.push(e.code); });
        }
        """);
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  @Test
  void loopTakesMessagesInTheirOrder() {
    browser.run("take()");
    browser.only("poll").deliver("c1", message("/room/a", 1, "a"), message("/room/a", 2, "b"));
    assertThat(browser.json("got")).isEqualTo("[\"a\"]");
    browser.run("take(); take()");
    assertThat(browser.json("got")).isEqualTo("[\"a\",\"b\"]");
    browser.only("poll").deliver("c2", message("/room/a", 3, "c"));
    assertThat(browser.json("got")).isEqualTo("[\"a\",\"b\",\"c\"]");
  }

  @Test
  void loopOfAClosedChannelIsDone() {
    browser.run("take(); room.close(); take()");
    assertThat(browser.json("got")).isEqualTo("[\"done\",\"done\"]");
  }

  @Test
  void loopOverAForbiddenChannelFails() {
    browser.run("take()");
    browser.only("poll").problem(403, "forbidden");
    assertThat(browser.json("got")).isEqualTo("[\"forbidden\"]");
  }

  @Test
  void loopThatFallsBehindEndsAfterWhatWaitsForIt() {
    StringBuilder many = new StringBuilder();
    for (int i = 1; i <= 1001; i++) {
      many.append(i == 1 ? "" : ",").append(message("/room/a", i, "m" + i));
    }
    browser.only("poll").deliver("c1", many.toString());
    browser.run("for (var i = 0; i < 1001; i++) take()");
    assertThat(browser.json("[got.length, got[0], got[999], got[1000]]"))
        .isEqualTo("[1001,\"m1\",\"m1000\",\"too-slow\"]");
  }

  @Test
  void loopThatIsLeftListensNoMore() {
    browser.run("loop['return'](); take()");
    browser.only("poll").deliver("c1", message("/room/a", 1, "a"));
    assertThat(browser.json("got")).isEqualTo("[\"done\"]");
  }

  @Test
  void presenceAndTypingAreReadBesideTheRoom() {
    browser.run(
        """
        room.on('message', function() {});
        room.on('presence', function(m) { got.push(m.data.event + ' ' + m.data.user); });
        room.on('typing', function(m) { got.push(m.from + ' types'); });
        """);
    Exchange poll = browser.only("poll");
    assertThat(poll.field("channel"))
        .isEqualTo("[\"/room/a\",\"/room/a/presence\",\"/room/a/typing\"]");
    poll.deliver(
        "c1",
        message("/room/a/presence", 1, "x")
            .replace("\"x\"", "{\"event\":\"join\",\"user\":\"bob\"}"),
        message("/room/a/typing", 1, "x"));
    assertThat(browser.json("got")).isEqualTo("[\"join bob\",\"bob types\"]");
  }

  @Test
  void whatIsReadBesideARoomEndsWithIt() {
    browser.run(
        """
        room.on('presence', function() {});
        room.on('typing', function() {});
        halley.channel('/room/a/typing').on('message', function() {});
        room.close();
        """);
    assertThat(browser.only("poll").field("channel")).isEqualTo("[\"/room/a/typing\"]");
  }
}
