package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a poll dares to be held. */
class HoldTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    read();
  }

  private void read() {
    browser.run("halley.channel('/room/a').on('message', function() {})");
    browser.only("poll").deliver("c1");
    browser.inform("poll");
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private int hold() {
    return Integer.parseInt(browser.only("poll").field("hold"));
  }

  private void runOut() {
    browser.pass(Duration.ofSeconds(hold()));
    browser.only("poll").deliver("c1");
  }

  private void dieAt(int seconds) {
    browser.pass(Duration.ofSeconds(seconds));
    browser.only("poll").cut();
    browser.pass(Duration.ofSeconds(1));
    browser.only("poll").deliver("c1");
  }

  @Test
  void pollsThatRanTheirHoldDareLongerUpToTheServersMost() {
    assertThat(hold()).isEqualTo(25);
    runOut();
    assertThat(hold()).isEqualTo(25);
    runOut();
    assertThat(hold()).isEqualTo(38);
    runOut();
    runOut();
    assertThat(hold()).isEqualTo(55);
    runOut();
    runOut();
    assertThat(hold()).isEqualTo(55);
    assertThat(browser.json("states[states.length - 1].hold")).isEqualTo("55");
  }

  @Test
  void pollsThatDieAtOneAgeStayBelowItAfterwards() {
    runOut();
    runOut();
    dieAt(30);
    assertThat(hold()).isEqualTo(38);
    dieAt(31);
    assertThat(hold()).isEqualTo(27);
    runOut();
    runOut();
    assertThat(hold()).as("it does not dare again").isEqualTo(27);
  }

  @Test
  void pollsThatDieAtAnyAgeSayNothing() {
    dieAt(20);
    dieAt(7);
    dieAt(14);
    assertThat(hold()).isEqualTo(25);
  }

  @Test
  void pollThatIsGivenUpCountsAsOneThatDiedAtItsHold() {
    for (int i = 0; i < 2; i++) {
      browser.pass(Duration.ofSeconds(36));
      browser.only("poll").deliver("c1");
    }
    assertThat(hold()).isEqualTo(22);
  }

  @Test
  void whatWasLearnedIsKeptForADay() {
    dieAt(20);
    dieAt(20);
    assertThat(hold()).isEqualTo(18);
    browser.reload();
    browser.run("var states = [], halley = Halley.connect({name: 'Ann'});");
    read();
    assertThat(hold()).isEqualTo(18);
    browser.run("clock += 25 * 3600 * 1000");
    browser.reload();
    browser.run("var states = [], halley = Halley.connect({name: 'Ann'});");
    browser.letIn("Ann", "token-2");
    read();
    assertThat(hold()).isEqualTo(25);
  }

  @Test
  void whatWasLearnedOfOneNetworkIsNotBelievedOfAnother() {
    browser.run("navigator.connection = {type: 'cellular'}; fire('online')");
    browser.only("poll").deliver("c1");
    dieAt(20);
    dieAt(20);
    assertThat(hold()).isEqualTo(18);
    browser.run("navigator.connection.type = 'wifi'; fire('online')");
    browser.only("poll").deliver("c1");
    assertThat(hold()).isEqualTo(25);
  }
}
