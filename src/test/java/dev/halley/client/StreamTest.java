package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that go on. */
class StreamTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        var room = halley.channel('/room/a', {history: 50});
        room.on('message', function(m) { got.push(m.data); });
        room.on('gap', function(g) { got.push('gap ' + g.from + '-' + g.to); });
        """);
    browser.only("poll").deliver("c1");
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private static String answer(String carrier, String cursor, String... messages) {
    if (carrier.equals("events")) {
      String data = messages.length == 0 ? "" : "data: " + messages[0] + "\n";
      return "id: " + cursor + "\n" + data + "\n";
    }
    return "{\"cursor\":\"%s\",\"messages\":[%s],\"hold\":25,\"delay\":0}\n"
        .formatted(cursor, String.join(",", messages));
  }

  private static String opening(String carrier) {
    return carrier.equals("events") ? "retry: 2000\n\n" : "    \n";
  }

  private Exchange upgraded(String carrier) {
    browser.inform(carrier, "poll");
    browser.only(carrier).more(opening(carrier));
    browser.only(carrier).more(answer(carrier, "elsewhere"));
    browser.only(carrier).more(opening(carrier));
    return browser.only(carrier);
  }

  private String transport() {
    return browser.json("states[states.length - 1].transport").replace("\"", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamCarriesOnWhereThePollStood(String carrier) {
    Exchange stream = upgraded(carrier);
    assertThat(stream.parameter("cursor")).isEqualTo("c1");
    assertThat(stream.header("Authorization")).isEqualTo("\"Bearer token-1\"");
    assertThat(browser.open("poll")).isEmpty();
    assertThat(transport()).isEqualTo(carrier);
    stream.more(answer(carrier, "c2", message("/room/a", 1, "one")));
    stream.more(answer(carrier, "c3", message("/room/a", 2, "two")));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void eachTokenThatExpiresOnAStreamIsReplacedAndItGoesOnWhereItStood(String carrier) {
    Exchange stream = upgraded(carrier);
    String problem = "{\"status\":401,\"code\":\"expired-token\"}";
    for (int i = 1; i <= 3; i++) {
      stream.more(answer(carrier, "later" + i, message("/room/a", i, "m" + i)));
      stream.more(
          carrier.equals("events")
              ? "event: problem\ndata: " + problem + "\n\n"
              : "{\"error\":" + problem + "}\n");
      browser.letIn("Ann", "renewed-" + i);
      stream = browser.only(carrier);
      assertThat(stream.header("Authorization")).isEqualTo("\"Bearer renewed-" + i + "\"");
      assertThat(stream.parameter("cursor")).isEqualTo("later" + i);
      stream.more(opening(carrier));
    }
    assertThat(browser.json("got")).isEqualTo("[\"m1\",\"m2\",\"m3\"]");
    assertThat(transport()).isEqualTo(carrier);
    assertThat(browser.state()).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void whatComesWithTheEndIsTakenToo(String carrier) {
    Exchange stream = upgraded(carrier);
    stream.answer(200, answer(carrier, "c2", message("/room/a", 1, "one")));
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
    assertThat(transport()).isEqualTo(carrier);
    assertThat(browser.only(carrier).parameter("cursor")).isEqualTo("c2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void answerThatComesInPiecesIsTakenWhenItIsWhole(String carrier) {
    Exchange stream = upgraded(carrier);
    String text = answer(carrier, "c2", message("/room/a", 1, "one"));
    stream.more(text.substring(0, 30));
    stream.more(text.substring(30, text.length() - 1));
    assertThat(browser.json("got")).isEqualTo("[]");
    stream.more("\n");
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatTheServerEndsGoesOnWithItsCursorAtOnce(String carrier) {
    Exchange stream = upgraded(carrier);
    stream.more(answer(carrier, "c2", message("/room/a", 1, "one")));
    stream.end();
    assertThat(browser.only(carrier).parameter("cursor")).isEqualTo("c2");
    assertThat(browser.open("poll")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatEndsAtOnceAndInVainIsFollowedByAPoll(String carrier) {
    upgraded(carrier).end();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
    assertThat(browser.open(carrier)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatIsCutIsFollowedByAPoll(String carrier) {
    Exchange stream = upgraded(carrier);
    stream.more(answer(carrier, "c2", message("/room/a", 1, "one")));
    stream.cut();
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c2\"");
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatIsSilentForLongerThanItsBeatsIsGivenUp(String carrier) {
    Exchange stream = upgraded(carrier);
    browser.pass(Duration.ofSeconds(34));
    stream.more(carrier.equals("events") ? ":\n\n" : "\n");
    browser.pass(Duration.ofSeconds(34));
    assertThat(stream.isOpen()).isTrue();
    browser.pass(Duration.ofSeconds(1));
    assertThat(stream.isOpen()).isFalse();
    assertThat(browser.only("poll").field("hold")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatThePathKeepsBackIsNotUsed(String carrier) {
    browser.inform(carrier, "poll");
    Exchange probe = browser.only(carrier);
    browser.pass(Duration.ofSeconds(10));
    assertThat(probe.isOpen()).isFalse();
    browser.only("poll").deliver("c2", message("/room/a", 1, "one"));
    assertThat(browser.open(carrier)).isEmpty();
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void streamThatComesOnlyWhenItIsOverIsNotUsed(String carrier) {
    browser.inform(carrier, "poll");
    browser.only(carrier).answer(200, opening(carrier) + answer(carrier, "elsewhere"));
    assertThat(browser.open(carrier)).isEmpty();
    assertThat(transport()).isEqualTo("poll");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events"})
  void channelThatIsForbiddenLaterIsGivenUp(String carrier) {
    browser.run("room.on('refused', function(p) { got.push(p.code); })");
    browser.run("halley.channel('/room/b').on('message', function() {})");
    browser.only("poll").deliver("c1");
    Exchange stream = upgraded(carrier);
    String problem =
        "{\"status\":403,\"code\":\"forbidden\",\"detail\":\"no\",\"channel\":\"/room/a\"}";
    stream.more(
        carrier.equals("events")
            ? "event: problem\ndata: " + problem + "\n\n"
            : "{\"error\":" + problem + "}\n");
    assertThat(browser.json("got")).isEqualTo("[\"forbidden\"]");
    assertThat(browser.only(carrier).parameter("channel")).contains("/room/b");
  }

  @Test
  void gapOfAnEventIsTold() {
    upgraded("events")
        .more(
            "event: gap\nid: c2\ndata: {\"channel\":\"/room/a\",\"from\":1,\"to\":4}\n\n"
                + answer("events", "c3", message("/room/a", 5, "five")));
    assertThat(browser.json("got")).isEqualTo("[\"gap 1-4\",\"five\"]");
  }

  @Test
  void supersededStreamTakesAnotherReader() {
    Exchange stream = upgraded("stream");
    String client = stream.parameter("client");
    stream.more(
        "{\"cursor\":\"c1\",\"messages\":[],\"superseded\":true,\"hold\":25,\"delay\":0}\n");
    browser.pass(Duration.ofSeconds(2));
    stream.end();
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("stream").parameter("client")).isNotEqualTo(client);
  }

  @Test
  void delayOfADrainingServerIsWaited() {
    Exchange stream = upgraded("stream");
    browser.pass(Duration.ofSeconds(2));
    stream.more("{\"cursor\":\"c1\",\"messages\":[],\"hold\":25,\"delay\":3000}\n");
    stream.end();
    browser.pass(Duration.ofMillis(2999));
    assertThat(browser.open("stream")).isEmpty();
    browser.pass(Duration.ofMillis(1));
    assertThat(browser.open("stream")).hasSize(1);
  }
}
