package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tabs that have nothing to do with each other, or not in everything. */
class TabsApartTest {
  private static final String ROOM = "/room/a";
  private static final String OTHER = "/room/b";

  private FakeTabs browser = new FakeTabs();
  private FakeServer server = browser.server();

  @AfterEach
  void leave() {
    browser.close();
  }

  private void pass(int milliseconds) {
    browser.pass(Duration.ofMillis(milliseconds));
  }

  private void lacking(String script) {
    browser.close();
    browser = new FakeTabs(script, 7);
    server = browser.server();
  }

  private FakeTab open(String options) {
    FakeTab tab = browser.open().run("connect(" + options + ")").read(ROOM, 0);
    pass(200);
    return tab;
  }

  private static String token(String user, int number) {
    byte[] claims = "{\"sub\":\"%s\"}".formatted(user).getBytes(StandardCharsets.UTF_8);
    return "h." + Base64.getEncoder().encodeToString(claims) + "." + number;
  }

  private void assertEachReadsByItself(FakeTab... tabs) {
    server.say(ROOM, 2);
    pass(100);
    for (FakeTab tab : tabs) {
      assertThat(server.holds(tab)).isTrue();
      assertThat(tab.heard(ROOM)).containsExactly("1", "2");
    }
  }

  @Test
  void twoUsersNeverReadForEachOther() {
    assertEachReadsByItself(
        open("{name: 'Ann'}"),
        open("{name: 'Bob'}"),
        open("{token: '" + token("zoe", 1) + "'}"),
        open("{}"));
    assertThat(browser.locks().count()).isEqualTo(4);
  }

  @Test
  void twoServersAreNotReadForEachOther() {
    assertEachReadsByItself(
        open("{name: 'Ann'}"), open("{name: 'Ann', url: 'http://halley.test/other/'}"));
  }

  @Test
  void usersOfOneTokenAndOfAnotherAreTheSameIfItsNameIsTheSame() {
    FakeTab first = open("{token: '" + token("zoe", 1) + "'}");
    FakeTab second = open("{token: '" + token("zoe", 2) + "'}");
    assertThat(server.held()).isEqualTo(1);
    server.say(ROOM, 1);
    pass(100);
    assertThat(first.heard(ROOM)).containsExactly("1");
    assertThat(second.heard(ROOM)).containsExactly("1");
  }

  @Test
  void whoCanNotBeToldReadsByItself() {
    assertEachReadsByItself(open("{token: 'opaque'}"), open("{token: 'opaque'}"));
    assertThat(browser.locks().count()).isZero();
  }

  @Test
  void tabWhoseUserIsKnownLateJoinsLate() {
    open("{token: '" + token("zoe", 1) + "'}");
    FakeTab second =
        open(
            "{token: function() { return new Promise(function(r) { setTimeout(function() { r('"
                + token("zoe", 2)
                + "'); }, 2000); }); }}");
    assertThat(browser.locks().count()).isEqualTo(1);
    pass(3000);
    assertThat(server.held()).isEqualTo(1);
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(ROOM)).containsExactly("1");
  }

  @Test
  void noTokenIsEverSaidToAnotherTab() {
    open("{token: '" + token("zoe", 1) + "'}");
    open("{token: '" + token("zoe", 2) + "'}");
    server.say(ROOM, 1);
    pass(3000);
    assertThat(browser.said()).isNotEmpty().noneMatch(note -> note.contains(token("zoe", 1)));
    assertThat(browser.said()).noneMatch(note -> note.contains(token("zoe", 2)));
  }

  @Test
  void whereNothingMayBeKeptEachTabIsAlone() {
    assertEachReadsByItself(
        open("{name: 'Ann', storage: null}"), open("{name: 'Ann', storage: null}"));
    assertThat(browser.said()).isEmpty();
  }

  @Test
  void whereTheStorageIsForbiddenEachTabIsAlone() {
    lacking("localStorage = {get length() { throw new Error('denied'); }};");
    assertEachReadsByItself(open("{name: 'Ann'}"), open("{name: 'Bob'}"));
    assertThat(browser.said()).isEmpty();
  }

  @Test
  void whereTabsMayNotTalkEachIsAlone() {
    lacking("BroadcastChannel = function() { throw new Error('denied'); };");
    assertEachReadsByItself(open("{name: 'Ann'}"), open("{name: 'Ann'}"));
  }

  @Test
  void channelThatIsRefusedToOneTabIsReadByTheOthers() {
    server.forbid(token("zoe", 2), OTHER);
    FakeTab first = open("{token: '" + token("zoe", 1) + "'}").read(OTHER, 0);
    FakeTab second = open("{token: '" + token("zoe", 2) + "'}").read(OTHER, 0);
    pass(500);
    assertThat(second.heard(OTHER)).containsExactly("refused");
    server.say(OTHER, 1);
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(ROOM)).containsExactly("1");
    assertThat(second.heard(OTHER)).containsExactly("refused");
    assertThat(first.heard(OTHER)).containsExactly("1");
    assertThat(server.held()).isEqualTo(1);
  }

  @Test
  void channelThatIsRefusedToTheOneThatReadsIsReadByWhoMay() {
    server.forbid(token("zoe", 1), OTHER);
    FakeTab first = open("{token: '" + token("zoe", 1) + "'}");
    FakeTab second = open("{token: '" + token("zoe", 2) + "'}").read(OTHER, 0);
    pass(4000);
    server.say(OTHER, 1);
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(OTHER)).containsExactly("1");
    assertThat(second.heard(ROOM)).containsExactly("1");
    assertThat(first.heard(ROOM)).containsExactly("1");
  }

  @Test
  void channelsThatDoNotFitIntoOnePollAreReadByTheirOwnTab() {
    FakeTab first = open("{name: 'Ann'}");
    FakeTab second = open("{name: 'Ann'}");
    for (int i = 0; i < 60; i++) {
      first.run("read('/room/first-" + i + "', 0)");
      second.run("read('/room/second-" + i + "', 0)");
    }
    pass(10_000);
    for (int i = 0; i < 60; i++) {
      server.say("/room/first-" + i, 1);
      server.say("/room/second-" + i, 1);
    }
    pass(1000);
    assertThat(server.most()).isEqualTo(100);
    for (int i = 0; i < 60; i++) {
      assertThat(first.heard("/room/first-" + i)).containsExactly("1");
      assertThat(second.heard("/room/second-" + i)).containsExactly("1");
    }
  }

  @Test
  void moreThanIsKeptWhileATabCatchesUpIsFetchedAgain() {
    open("{name: 'Ann'}");
    FakeTab second = open("{name: 'Ann'}");
    server.delay(second, 2000);
    second.read(OTHER, 0);
    pass(2500);
    for (int i = 0; i < 30; i++) {
      server.say(ROOM, 50);
      pass(10);
    }
    pass(8000);
    server.delay(second, 0);
    server.say(ROOM, 1);
    pass(8000);
    assertThat(second.heard(ROOM)).hasSize(1501).endsWith("1500", "1501").doesNotHaveDuplicates();
  }
}
