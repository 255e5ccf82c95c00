package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        function read(name, options) {
          var channel = halley.channel(name, options);
          ['gap', 'ready', 'refused'].forEach(function(event) {
            channel.on(event, function(e) { got.push(event + ' ' + name); });
          });
          channel.on('message', function(m) { got.push(m.data); });
          return channel;
        }
        """);
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private String names() {
    return browser.only("poll").field("channel");
  }

  private static String forbidden(String channel) {
    return "{\"status\":403,\"code\":\"forbidden\",\"detail\":\"no\",\"channel\":\"%s\"}"
        .formatted(channel);
  }

  @Test
  void channelThatNobodyListensToIsNotRead() {
    browser.run("halley.channel('/user/bob').publish('hi')");
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.only("publish").field("channel")).isEqualTo("\"/user/bob\"");
  }

  @Test
  void gapIsToldBeforeTheMessages() {
    browser.run("read('/room/a')");
    browser
        .only("poll")
        .answer(
            200,
            "{\"cursor\":\"c\",\"hold\":25,\"delay\":0,\"messages\":["
                + message("/room/a", 9, "nine")
                + "],\"gaps\":[{\"channel\":\"/room/a\",\"from\":1,\"to\":8}]}");
    assertThat(browser.json("got")).isEqualTo("[\"gap /room/a\",\"nine\",\"ready /room/a\"]");
  }

  @Test
  void channelIsReadyOnceItsHistoryIsComplete() {
    browser.run("read('/room/a', {history: 2})");
    browser
        .only("poll")
        .answer(
            200,
            "{\"cursor\":\"c\",\"hold\":25,\"delay\":0,\"more\":true,\"messages\":["
                + message("/room/a", 1, "one")
                + "]}");
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
    browser.only("poll").deliver("c2", message("/room/a", 2, "two"));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"two\",\"ready /room/a\"]");
  }

  @Test
  void channelsThatBeginWithAnotherHistoryComeInTheNextPoll() {
    browser.run("read('/room/a', {history: 5}); read('/room/b'); read('/room/c', {history: 5})");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/room/c\"]");
    browser.only("poll").deliver("c1");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/room/c\",\"/room/b\"]");
    assertThat(browser.only("poll").field("history")).isEqualTo("0");
  }

  @Test
  void forbiddenChannelIsGivenUpAndTheOthersGoOn() {
    browser.run("read('/room/a'); read('/user/bob')");
    browser.only("poll").answer(403, forbidden("/user/bob"));
    assertThat(browser.json("got")).isEqualTo("[\"refused /user/bob\"]");
    assertThat(names()).isEqualTo("[\"/room/a\"]");
  }

  @Test
  void channelThatIsForbiddenLaterIsGivenUpToo() {
    browser.run("read('/room/a'); read('/room/b')");
    browser.only("poll").deliver("c1");
    browser.only("poll").answer(403, forbidden("/room/b"));
    assertThat(names()).isEqualTo("[\"/room/a\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
  }

  @Test
  void whoIsTakenOutOfARoomGoesOnWithTheOthers() {
    browser.run("read('/room/a'); read('/private/b')");
    browser.only("poll").deliver("c1");
    browser.only("poll").problem(403, "forbidden");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/private/b\"]");
    browser.only("poll").answer(403, forbidden("/private/b"));
    assertThat(names()).isEqualTo("[\"/room/a\"]");
  }

  @Test
  void refusalThatNamesNoChannelIsTracedToItsChannel() {
    browser.run("read('/room/a'); read('/room/ b'); read('/room/c')");
    browser.only("poll").problem(400, "invalid-channel");
    assertThat(names()).isEqualTo("[\"/room/a\"]");
    browser.only("poll").deliver("c1");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/room/ b\"]");
    browser.only("poll").problem(400, "invalid-channel");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/room/c\"]");
    assertThat(browser.json("got")).isEqualTo("[\"ready /room/a\",\"refused /room/ b\"]");
  }

  @Test
  void cursorThatIsRefusedBeginsAnewAndSaysSo() {
    browser.run("read('/room/a', {history: 5})");
    browser.only("poll").deliver("c1");
    browser.only("poll").problem(400, "invalid-cursor");
    assertThat(browser.json("got")).isEqualTo("[\"ready /room/a\",\"gap /room/a\"]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("null");
    assertThat(browser.only("poll").field("history")).isEqualTo("5");
  }

  @Test
  void channelThatIsReadAnewBeginsWithItsHistoryAgain() {
    browser.run("read('/room/a'); var b = read('/room/b', {history: 5})");
    browser.only("poll").deliver("c1");
    browser.only("poll").deliver("c2");
    browser.run("b.close(); read('/room/b', {history: 5})");
    assertThat(names()).isEqualTo("[\"/room/a\"]");
    browser.only("poll").deliver("c3");
    assertThat(names()).isEqualTo("[\"/room/a\",\"/room/b\"]");
    assertThat(browser.only("poll").field("history")).isEqualTo("5");
  }

  @Test
  void closedChannelIsHandedNothingMore() {
    browser.run("var a = read('/room/a'); read('/room/b')");
    browser.run("a.on('message', function() { a.close(); })");
    browser.only("poll").deliver("c1", message("/room/a", 1, "one"), message("/room/a", 2, "two"));
    assertThat(browser.json("got")).isEqualTo("[\"one\",\"ready /room/b\"]");
    assertThat(names()).isEqualTo("[\"/room/b\"]");
  }

  @Test
  void historyIsAskedForBelowAnOffset() {
    browser.run(
        "var page; halley.channel('/room/a b').history({before: 9, limit: 3})"
            + ".then(function(p) { page = p; })");
    Exchange history = browser.only("history");
    assertThat(history.url()).endsWith("history?channel=%2Froom%2Fa%20b&before=9&limit=3");
    history.answer(200, "{\"messages\":[" + message("/room/a b", 8, "x") + "],\"more\":true}");
    assertThat(browser.json("[page.messages[0].offset, page.more]")).isEqualTo("[8,true]");
  }

  @Test
  void historyThatCannotBeHadIsRejectedWithItsCode() {
    browser.run("var codes = []; function note(e) { codes.push(e.code); }");
    browser.run("halley.channel('/user/bob').history().then(null, note)");
    browser.only("history").problem(403, "forbidden");
    browser.run("halley.channel('/user/bob').history().then(null, note)");
    browser.only("history").cut();
    assertThat(browser.json("codes")).isEqualTo("[\"forbidden\",\"no-answer\"]");
  }

  @Test
  void withoutChannelsTheServerIsStillTried() {
    assertThat(browser.state()).isEqualTo("connecting");
    browser.only("info").answer(200, "{\"name\":\"halley\",\"node\":\"n1\"}");
    assertThat(browser.state()).isEqualTo("open");
  }
}
