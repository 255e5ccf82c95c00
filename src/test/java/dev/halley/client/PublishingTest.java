package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    browser.run("var room = halley.channel('/room/a')");
    script();
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private void script() {
    browser.run(
        """
        var ends = [];
        function say(text) {
          var sent = room.publish(text);
          sent.then(function(r) { ends.push(text + ' ' + r.offset); },
              function(e) { ends.push(text + ' ' + e.code); });
          return sent.id;
        }
        """);
  }

  private static String stored(int offset) {
    return "{\"channel\":\"/room/a\",\"offset\":%d,\"id\":\"i\",\"time\":1}".formatted(offset);
  }

  private static String failed(int status, String code) {
    return "{\"error\":{\"status\":%d,\"code\":\"%s\",\"detail\":\"no\"}}".formatted(status, code);
  }

  @Test
  void publishIsRetriedWithTheSameIdUntilItIsAnswered() {
    browser.run("var id = say('one')");
    assertThat(browser.only("publish").field("id")).isEqualTo(browser.json("id"));
    browser.only("publish").cut();
    browser.pass(Duration.ofSeconds(1));
    browser.only("publish").answer(502, "<html>Bad gateway</html>");
    browser.pass(Duration.ofSeconds(2));
    assertThat(browser.only("publish").field("id")).isEqualTo(browser.json("id"));
    assertThat(browser.json("ends")).isEqualTo("[]");
    browser.only("publish").answer(200, stored(7));
    assertThat(browser.json("ends")).isEqualTo("[\"one 7\"]");
    browser.pass(Duration.ofMinutes(1));
    assertThat(browser.open("publish")).isEmpty();
  }

  @Test
  void refusalRejectsWithItsCode() {
    browser.run("say('one')");
    browser.only("publish").problem(413, "message-too-large");
    assertThat(browser.json("ends")).isEqualTo("[\"one message-too-large\"]");
    assertThat(browser.json("room.pending().length")).isEqualTo("0");
  }

  @Test
  void tooManyIsNoRefusal() {
    browser.run("say('one')");
    browser.only("publish").problem(429, "rate-limited", "{'Retry-After': '2'}");
    assertThat(browser.json("states[states.length - 1].problem.code"))
        .isEqualTo("\"rate-limited\"");
    browser.pass(Duration.ofMillis(1_999));
    assertThat(browser.open("publish")).isEmpty();
    browser.pass(Duration.ofSeconds(2));
    browser.only("publish").answer(200, stored(1));
    assertThat(browser.json("ends")).isEqualTo("[\"one 1\"]");
    assertThat(browser.json("states[states.length - 1].problem")).isEqualTo("null");
  }

  @Test
  void applicationThatIsBeingDeployedAnewIsNoRefusal() {
    browser.run("say('one')");
    browser.only("publish").answer(404, "<html>No such application</html>");
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.open("publish")).hasSize(1);
  }

  @Test
  void whatGathersMeanwhileGoesInOneBatchInItsOrder() {
    browser.run("say('one'); say('two'); say('three')");
    browser.only("publish").answer(200, "[" + stored(1) + "," + stored(2) + "," + stored(3) + "]");
    browser.run("say('four')");
    Exchange alone = browser.only("publish");
    browser.run("say('five'); say('six')");
    alone.answer(200, stored(4));
    Exchange batch = browser.only("publish");
    assertThat(batch.body().getAsJsonArray().get(0).getAsJsonObject().get("data").getAsString())
        .isEqualTo("five");
    batch.answer(200, "[" + stored(5) + "," + stored(6) + "]");
    assertThat(browser.json("ends"))
        .isEqualTo("[\"one 1\",\"two 2\",\"three 3\",\"four 4\",\"five 5\",\"six 6\"]");
  }

  @Test
  void batchHasAtMostAHundredMessages() {
    browser.run("for (var i = 0; i < 150; i++) say('m' + i)");
    assertThat(browser.only("publish").body().getAsJsonArray()).hasSize(100);
  }

  @Test
  void refusedMessageOfABatchStopsNoOther() {
    browser.run("say('one'); say('two'); say('three')");
    browser
        .only("publish")
        .answer(200, "[" + stored(1) + "," + failed(403, "forbidden") + "," + stored(2) + "]");
    assertThat(browser.json("ends")).isEqualTo("[\"one 1\",\"two forbidden\",\"three 2\"]");
  }

  @Test
  void restOfABatchThatWasTooMuchIsSentAgainInItsOrder() {
    browser.run("say('one'); say('two'); say('three')");
    String busy = failed(503, "overloaded");
    browser.only("publish").answer(200, "[" + stored(1) + "," + busy + "," + busy + "]");
    browser.pass(Duration.ofSeconds(1));
    String again = browser.only("publish").body().toString();
    assertThat(again).contains("two", "three").doesNotContain("one");
    assertThat(again.indexOf("two")).isLessThan(again.indexOf("three"));
  }

  @Test
  void batchThatIsRefusedWholeIsSentOneByOne() {
    browser.run("say('one'); say('two')");
    browser.only("publish").problem(400, "invalid-json");
    browser.only("publish").problem(400, "invalid-json");
    browser.only("publish").answer(200, stored(1));
    assertThat(browser.json("ends")).isEqualTo("[\"one invalid-json\",\"two 1\"]");
  }

  @Test
  void queueOutlivesAReload() {
    browser.run("say('one'); say('two')");
    String ids = browser.json("room.pending().map(function(p) { return p.id; })");
    browser.reload();
    browser.run("var halley = Halley.connect({name: 'Ann'}); var room = halley.channel('/room/a')");
    assertThat(browser.json("room.pending().map(function(p) { return p.data; })"))
        .isEqualTo("[\"one\",\"two\"]");
    assertThat(browser.json("room.pending().map(function(p) { return p.id; })")).isEqualTo(ids);
    browser.only("publish").answer(200, "[" + stored(1) + "," + stored(2) + "]");
    browser.reload();
    browser.run("var room = Halley.connect({name: 'Ann'}).channel('/room/a')");
    assertThat(browser.json("room.pending()")).isEqualTo("[]");
  }

  @Test
  void queueOfOneUserIsNotSentByAnother() {
    browser.run("say('one')");
    browser.reload();
    browser.connect("Eve");
    browser.pass(Duration.ofMinutes(1));
    assertThat(browser.open("publish")).isEmpty();
  }

  @Test
  void messageThatTheServerMayHaveForgottenIsLookedUpBeforeItIsSentAgain() {
    browser.run("var one = say('one'); say('two')");
    browser.only("publish").cut();
    browser.reload();
    browser.pass(Duration.ofMinutes(11));
    browser.run("var room = Halley.connect({name: 'Ann'}).channel('/room/a')");
    assertThat(browser.open("publish")).isEmpty();
    String id = browser.json("room.pending()[0].id");
    browser
        .only("history")
        .answer(
            200,
            "{\"messages\":[{\"offset\":4,\"id\":%s,\"time\":1}],\"more\":true}".formatted(id));
    assertThat(browser.only("publish").field("data")).isEqualTo("\"two\"");
  }

  @Test
  void messageThatIsReadBackCountsAsSent() {
    browser.run("room.on('message', function() {}); var id = say('one')");
    browser.only("publish").cut();
    browser
        .only("poll")
        .deliver(
            "c1",
            "{\"channel\":\"/room/a\",\"offset\":3,\"id\":%s,\"from\":\"ann\",\"time\":1,\"data\":\"one\"}"
                .formatted(browser.json("id")));
    assertThat(browser.json("ends")).isEqualTo("[\"one 3\"]");
    browser.pass(Duration.ofMinutes(1));
    assertThat(browser.open("publish")).isEmpty();
  }

  @Test
  void pathThatIsGoodAgainSendsAtOnce() {
    browser.run("room.on('message', function() {}); say('one')");
    for (int ceiling : new int[] {1, 2, 4, 8}) {
      browser.only("publish").cut();
      browser.only("poll").cut();
      browser.pass(Duration.ofSeconds(ceiling));
    }
    browser.only("publish").cut();
    assertThat(browser.open("publish")).isEmpty();
    browser.only("poll").deliver("c1");
    assertThat(browser.open("publish")).hasSize(1);
  }

  @Test
  void echoFalseLeavesOutWhatThisPageSent() {
    browser.run("var got = []; var quiet = halley.channel('/room/b', {echo: false})");
    browser.run("quiet.on('message', function(m) { got.push(m.data); })");
    browser.run("var id = quiet.publish('mine').id");
    String line =
        "{\"channel\":\"/room/b\",\"offset\":%d,\"id\":%s,\"from\":\"ann\",\"time\":1,\"data\":\"%s\"}";
    browser
        .only("poll")
        .deliver(
            "c1",
            line.formatted(1, browser.json("id"), "mine"),
            line.formatted(2, "\"other\"", "from my other tab"));
    assertThat(browser.json("got")).isEqualTo("[\"from my other tab\"]");
  }

  @Test
  void queueIsBounded() {
    browser.run("for (var i = 0; i < 1000; i++) room.publish(i); say('one too many')");
    assertThat(browser.json("ends")).isEqualTo("[\"one too many queue-full\"]");
  }

  @Test
  void closedConnectionTakesNothingMore() {
    browser.run("halley.close(); say('late')");
    assertThat(browser.json("ends")).isEqualTo("[\"late closed\"]");
  }
}
