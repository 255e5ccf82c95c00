package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final FakeBrowser browser = new FakeBrowser();

  @AfterEach
  void leave() {
    browser.close();
  }

  private void connect(String options) {
    browser.run(
        "var halley = Halley.connect("
            + options
            + "); var states = [];"
            + "halley.on('state', function(s) { states.push(s); });"
            + "var room = halley.channel('/room/a'); room.on('message', function() {})");
  }

  private String problem() {
    return browser.json("states[states.length - 1].problem.code");
  }

  @Test
  void requestsGoToWhereTheScriptCameFrom() {
    connect("{name: 'Ann'}");
    assertThat(browser.only("session").url()).isEqualTo("http://halley.test/chat/v1/session");
  }

  @Test
  void requestsGoToTheServerThatIsNamed() {
    connect("{name: 'Ann', url: 'https://example.org/halley'}");
    assertThat(browser.only("session").url()).isEqualTo("https://example.org/halley/v1/session");
  }

  @Test
  void tokenIsKeptOverAReload() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1");
    browser.reload();
    connect("{name: 'Ann'}");
    assertThat(browser.open("session")).isEmpty();
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer token-1\"");
    assertThat(browser.json("states[0].user")).isEqualTo("\"ann\"");
  }

  @Test
  void secretOfALostAnswerIsSentAgain() {
    connect("{name: 'Ann'}");
    String secret = browser.only("session").field("secret");
    assertThat(secret).matches("\"[A-Za-z0-9_-]{32}\"");
    browser.reload();
    connect("{name: 'Ann'}");
    assertThat(browser.only("session").field("secret")).isEqualTo(secret);
  }

  @Test
  void expiredTokenIsReplacedAndThePollGoesOn() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1");
    browser.only("poll").deliver("c1");
    browser.only("poll").problem(401, "expired-token");
    browser.letIn("Ann", "token-2");
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer token-2\"");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c1\"");
    assertThat(browser.state()).isEqualTo("open");
  }

  @Test
  void freshTokenThatIsRefusedEndsIt() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1");
    browser.only("poll").problem(401, "invalid-token");
    browser.letIn("Ann", "token-2");
    browser.only("poll").problem(401, "invalid-token");
    assertThat(browser.state()).isEqualTo("refused");
    assertThat(problem()).isEqualTo("\"invalid-token\"");
    browser.pass(Duration.ofMinutes(5));
    assertThat(browser.open("poll")).isEmpty();
    assertThat(browser.open("session")).isEmpty();
  }

  @Test
  void tokenIsRenewedInTheSecondHalfOfItsLife() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1", Duration.ofSeconds(38));
    browser.only("poll").deliver("c1");
    browser.pass(Duration.ofSeconds(20));
    browser.only("poll").deliver("c2", Exchange.message("/room/a", 1, "x"));
    browser.letIn("Ann", "token-2");
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer token-2\"");
  }

  @Test
  void oldTokenGoesOnWhileItCanNotBeRenewed() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1", Duration.ofSeconds(38));
    browser.only("poll").deliver("c1");
    browser.pass(Duration.ofSeconds(20));
    browser.only("poll").deliver("c2", Exchange.message("/room/a", 1, "x"));
    browser.only("session").problem(503, "overloaded");
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer token-1\"");
  }

  @Test
  void takenNameEndsIt() {
    connect("{name: 'Ann'}");
    browser.only("session").problem(409, "name-taken");
    assertThat(browser.state()).isEqualTo("refused");
    assertThat(problem()).isEqualTo("\"name-taken\"");
    assertThat(browser.open("poll")).isEmpty();
  }

  @Test
  void busyServerIsAskedForATokenAgain() {
    connect("{name: 'Ann'}");
    browser.only("session").problem(503, "overloaded");
    assertThat(browser.state()).isEqualTo("waiting");
    browser.pass(Duration.ofSeconds(1));
    browser.letIn("Ann", "token-1");
    assertThat(browser.open("poll")).hasSize(1);
  }

  @Test
  void pageThatHasATokenNeedsNoSession() {
    // {"sub":"zoë"} as the middle part
    connect("{token: 'h.eyJzdWIiOiJ6b8OrIn0.s'}");
    assertThat(browser.open("session")).isEmpty();
    assertThat(browser.only("poll").header("Authorization"))
        .isEqualTo("\"Bearer h.eyJzdWIiOiJ6b8OrIn0.s\"");
    browser.only("poll").problem(401, "expired-token");
    assertThat(browser.state()).isEqualTo("refused");
  }

  @Test
  void pageIsAskedForAnotherTokenWhenTheFirstHasExpired() {
    browser.run("var count = 0; function next() { return Promise.resolve('t' + ++count); }");
    connect("{token: next}");
    browser.only("poll").problem(401, "expired-token");
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer t2\"");
  }

  @Test
  void tokenThatThePageCanNotGetNowIsAskedForLater() {
    browser.run(
        "var fails = true; function next() {"
            + " return fails ? Promise.reject(new Error('offline')) : Promise.resolve('t'); }");
    connect("{token: next}");
    assertThat(browser.state()).isEqualTo("waiting");
    browser.run("fails = false");
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer t\"");
  }

  @Test
  void tokenThatThePageFailsToGetIsAskedForLater() {
    browser.run(
        "var fails = true; function next() { if (fails) throw new Error('broken'); return 't'; }");
    connect("{token: next}");
    assertThat(browser.state()).isEqualTo("waiting");
    browser.run("fails = false");
    browser.pass(Duration.ofSeconds(1));
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("\"Bearer t\"");
  }

  @Test
  void withNeitherNameNorTokenOneReadsAsNobody() {
    connect("{}");
    assertThat(browser.only("poll").header("Authorization")).isEqualTo("undefined");
  }

  @Test
  void nameThatIsForgottenIsGivenBack() {
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1");
    browser.run("halley.close({forget: true})");
    assertThat(browser.only("session").header("Authorization")).isEqualTo("\"Bearer token-1\"");
    browser.reload();
    connect("{name: 'Ann'}");
    assertThat(browser.only("session").field("name")).isEqualTo("\"Ann\"");
  }

  @Test
  void storageThatIsForbiddenCostsOnlyTheMemory() {
    browser.run(
        "localStorage = {getItem: denied, setItem: denied, key: denied, length: 1};"
            + "function denied() { throw new Error('denied'); }");
    connect("{name: 'Ann'}");
    browser.letIn("Ann", "token-1");
    browser.run("room.publish('x')");
    assertThat(browser.open("publish")).hasSize(1);
  }
}
