package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that get through with one hand tied. */
class RoadTest {
  private static final String FORBIDDEN = "<html>This proxy does not allow that</html>";

  private final FakeBrowser browser = new FakeBrowser();

  @AfterEach
  void leave() {
    browser.close();
  }

  private void connect(String options) {
    browser.run(
        """
        var states = [], got = [];
        var halley = Halley.connect(%s);
        halley.on('state', function(s) { states.push(s); });
        var room = halley.channel('/room/a');
        room.on('message', function(m) { got.push(m.data); });
        """
            .formatted(options));
  }

  private static String token() {
    return "{\"token\":\"t1\",\"user\":\"ann\",\"name\":\"Ann\",\"expires\":9999999999999}";
  }

  private static String answer(String cursor, String... messages) {
    return "{\"cursor\":\"%s\",\"messages\":[%s],\"hold\":25,\"delay\":0}"
        .formatted(cursor, String.join(",", messages));
  }

  @Test
  void withoutHeadersTheTokenIsInTheBodyAndTheTypeIsTheBrowsersOwn() {
    connect("{name: 'Ann', without: ['headers']}");
    browser.only("session").answer(200, token());
    Exchange poll = browser.only("poll");
    assertThat(poll.field("token")).isEqualTo("\"t1\"");
    assertThat(poll.header("Authorization")).isEqualTo("undefined");
    assertThat(poll.header("Content-Type")).isEqualTo("undefined");
  }

  @Test
  void withoutHeadersTheTokenOfABatchIsInTheAddress() {
    connect("{name: 'Ann', without: ['headers']}");
    browser.only("session").answer(200, token());
    browser.run("room.publish('one'); room.publish('two')");
    assertThat(browser.only("publish").url()).endsWith("/publish?token=t1");
    assertThat(browser.only("publish").body().getAsJsonArray()).hasSize(2);
  }

  @Test
  void withoutPostEverythingGoesByGet() {
    connect("{name: 'Ann', without: ['post']}");
    assertThat(browser.only("session").url()).contains("name=Ann").contains("callback=_");
    browser.only("session").answer(200, "/**/_(" + token() + ");");
    Exchange poll = browser.only("poll");
    assertThat(poll.method()).isEqualTo("GET");
    assertThat(poll.parameter("channel")).isEqualTo("/room/a");
    assertThat(poll.parameter("token")).isEqualTo("t1");
    poll.answer(200, answer("c1", message("/room/a", 1, "one")));
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
    browser.run("var ends = []; room.publish({a: 'b'}).then(function(r) { ends.push(r.offset); })");
    browser.run("room.publish('two')");
    Exchange publish = browser.only("publish");
    assertThat(publish.parameter("data")).isEqualTo("{\"a\":\"b\"}");
    publish.answer(200, "/**/_({\"offset\":2,\"id\":\"x\",\"time\":1});");
    assertThat(browser.json("ends")).isEqualTo("[2]");
    assertThat(browser.only("publish").parameter("data")).isEqualTo("\"two\"");
  }

  @Test
  void refusalThatAnAnswerSaysWithAGoodStatusIsARefusal() {
    connect("{name: 'Ann', without: ['post']}");
    browser
        .only("session")
        .answer(
            200, "/**/_({\"error\":{\"status\":409,\"code\":\"name-taken\",\"detail\":\"no\"}});");
    assertThat(browser.state()).isEqualTo("refused");
  }

  @Test
  void withoutGetHistoryIsReadByAPoll() {
    connect("{name: 'Ann', without: ['get']}");
    browser.only("session").answer(200, token());
    browser.only("poll").deliver("c1");
    assertThat(browser.open("info")).isEmpty();
    browser.run("var page; room.history({before: 9, limit: 2}).then(function(p) { page = p; })");
    Exchange history =
        browser.open("poll").stream()
            .filter(poll -> poll.parameter("history").equals("1000"))
            .findFirst()
            .orElseThrow();
    history.answer(
        200,
        answer(
            "c1",
            message("/room/a", 6, "x"),
            message("/room/a", 7, "x"),
            message("/room/a", 8, "x"),
            message("/room/a", 9, "x")));
    assertThat(browser.json("page.messages.map(function(m) { return m.offset; })"))
        .isEqualTo("[7,8]");
    assertThat(browser.json("page.more")).isEqualTo("true");
  }

  @Test
  void proxyThatForbidsPostIsGotAround() {
    connect("{name: 'Ann'}");
    browser.only("session").answer(403, FORBIDDEN);
    browser.only("session").answer(403, FORBIDDEN);
    assertThat(browser.only("session").method()).isEqualTo("GET");
    browser.only("session").answer(200, "/**/_(" + token() + ");");
    assertThat(browser.only("poll").method()).isEqualTo("GET");
    assertThat(browser.json("states.length")).isEqualTo("1");
    browser.reload();
    connect("{name: 'Ann'}");
    assertThat(browser.only("poll").method()).isEqualTo("GET");
  }

  @Test
  void outageSaysNothingAgainstTheWayThatWorked() {
    connect("{name: 'Ann'}");
    browser.only("session").answer(200, token());
    browser.only("poll").deliver("c1");
    for (int i = 0; i < 4; i++) {
      next().cut();
      next().answer(502, "<html>Bad gateway</html>");
    }
    assertThat(next().header("Authorization")).isEqualTo("\"Bearer t1\"");
    assertThat(next().method()).isEqualTo("POST");
  }

  private Exchange next() {
    for (int i = 0; i < 60 && browser.open("poll").isEmpty(); i++) {
      browser.pass(Duration.ofMillis(500));
    }
    return browser.only("poll");
  }

  @Test
  void headerThatThePathTakesOutGoesIntoTheBody() {
    connect("{name: 'Ann'}");
    browser.only("session").answer(200, token());
    browser.only("poll").problem(401, "token-required");
    assertThat(browser.only("poll").field("token")).isEqualTo("\"t1\"");
    assertThat(browser.state()).isEqualTo("connecting");
  }

  @Test
  void browserWithoutCorsPostsToAnotherDomainAsItCan() {
    browser.run("delete XMLHttpRequest.prototype.withCredentials; var XDomainRequest = FakeXdr");
    connect("{name: 'Ann', url: 'http://elsewhere.test/'}");
    Exchange session = browser.only("session");
    assertThat(session.url()).isEqualTo("http://elsewhere.test/v1/session");
    session.answer(200, token());
    assertThat(browser.only("poll").field("token")).isEqualTo("\"t1\"");
    browser.only("poll").deliver("c1", message("/room/a", 1, "one"));
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
  }

  @Test
  void whatAnOldBrowserIsNotToldItAsksForByScript() {
    browser.run("delete XMLHttpRequest.prototype.withCredentials; var XDomainRequest = FakeXdr");
    connect("{name: 'Ann', url: 'http://elsewhere.test/'}");
    browser.only("session").problem(409, "name-taken");
    browser.script("session").call("{error: {status: 409, code: 'name-taken', detail: 'no'}}");
    assertThat(browser.state()).isEqualTo("refused");
  }

  @Test
  void browserThatHasNothingButScriptsUsesThem() {
    browser.run("delete XMLHttpRequest.prototype.withCredentials");
    connect("{name: 'Ann', url: 'http://elsewhere.test/'}");
    browser.script("session").call(token());
    Script poll = browser.script("poll");
    assertThat(poll.url()).contains("channel=%2Froom%2Fa").contains("token=t1");
    poll.call(answer("c1", message("/room/a", 1, "one")));
    assertThat(browser.json("got")).isEqualTo("[\"one\"]");
    assertThat(browser.script("poll").url()).contains("cursor=c1");
    assertThat(browser.json("states[states.length - 1].transport")).isEqualTo("\"jsonp\"");
    browser.run("room.publish('mine')");
    assertThat(browser.script("publish").url()).contains("data=%22mine%22");
  }

  @Test
  void scriptThatFailsIsAFailedRequest() {
    connect("{name: 'Ann', url: 'http://elsewhere.test/', transports: ['jsonp']}");
    browser.script("session").call(token());
    browser.script("poll").fail();
    assertThat(browser.state()).isEqualTo("waiting");
    browser.pass(Duration.ofSeconds(1));
    browser.script("poll").call(answer("c1"));
    assertThat(browser.state()).isEqualTo("open");
  }
}
