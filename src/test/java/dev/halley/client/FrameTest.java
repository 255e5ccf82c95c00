package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forever frame, in a browser that shows no answer before it is whole. */
class FrameTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.run("delete XMLHttpRequest.prototype.onprogress");
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        halley.channel('/room/a').on('message', function(m) { got.push(m.data); });
        """);
    browser.only("poll").deliver("c1");
    browser.inform("websocket", "events", "stream", "frame", "poll");
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private static String answer(String cursor, String... messages) {
    return "{\"cursor\":\"%s\",\"messages\":[%s],\"hold\":25,\"delay\":0}"
        .formatted(cursor, String.join(",", messages));
  }

  private Script upgraded() {
    browser.frame().call(answer("elsewhere"));
    return browser.frame();
  }

  @Test
  void frameThatAnsweredTakesThePollsPlace() {
    assertThat(browser.frame().url()).contains("token=token-1").doesNotContain("cursor=");
    Script frame = upgraded();
    assertThat(frame.url()).contains("cursor=c1");
    assertThat(browser.open("poll")).isEmpty();
    frame.call(answer("c2", message("/room/a", 1, "one")));
    frame.call(answer("c3", message("/room/a", 2, "two")));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\"]");
    assertThat(browser.json("states[states.length - 1].transport")).isEqualTo("\"frame\"");
  }

  @Test
  void frameThatIsOverGoesOnInAnother() {
    Script frame = upgraded();
    frame.call(answer("c2", message("/room/a", 1, "one")));
    browser.pass(Duration.ofSeconds(10));
    frame.end();
    assertThat(browser.frame().url()).contains("cursor=c2");
  }

  @Test
  void frameThatEndsWithoutAnAnswerIsFollowedByAPoll() {
    upgraded().end();
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
  }

  @Test
  void silentFrameIsAskedForAnew() {
    Script frame = upgraded();
    browser.pass(Duration.ofSeconds(45));
    assertThat(browser.frame().url()).contains("cursor=c1").isNotEqualTo(frame.url());
  }

  @Test
  void problemInAFrameIsToldAsOneOfAPoll() {
    browser.run("halley.on('state', function(s) { got.push(s.state); }); got = []");
    upgraded().call("{error: {status: 403, code: 'origin-not-allowed', detail: 'no'}}");
    assertThat(browser.json("got")).contains("refused");
  }
}
