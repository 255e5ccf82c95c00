package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tabs of one browser read, while one of them reads for all. */
class TabsTest {
  private static final String ROOM = "/room/a";
  private static final String OTHER = "/room/b";

  private final FakeTabs browser = new FakeTabs();
  private final FakeServer server = browser.server();

  @AfterEach
  void leave() {
    browser.close();
  }

  private void pass(int milliseconds) {
    browser.pass(Duration.ofMillis(milliseconds));
  }

  private FakeTab open(String channel, int history) {
    FakeTab tab = browser.open("Ann").read(channel, history);
    pass(200);
    return tab;
  }

  @Test
  void oneTabReadsForAll() {
    List<FakeTab> tabs = IntStream.range(0, 7).mapToObj(i -> open(ROOM, 0)).toList();
    assertThat(server.held()).isEqualTo(1);
    int polls = server.polls();
    server.say(ROOM, 3);
    pass(100);
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.heard(ROOM)).containsExactly("1", "2", "3"));
    assertThat(server.polls() - polls).isEqualTo(1);
  }

  @Test
  void everyTabBeginsWithTheHistoryItWants() {
    server.say(ROOM, 9);
    assertThat(open(ROOM, 0).heard(ROOM)).isEmpty();
    assertThat(open(ROOM, 2).heard(ROOM)).containsExactly("8", "9");
    FakeTab third = open(OTHER, 0);
    third.read(ROOM, 3);
    pass(200);
    assertThat(third.heard(ROOM)).containsExactly("7", "8", "9");
    server.say(ROOM, 1);
    pass(100);
    assertThat(third.heard(ROOM)).containsExactly("7", "8", "9", "10");
    assertThat(server.held()).isEqualTo(1);
  }

  @Test
  void channelThatOnlyAnotherTabReadsIsReadToo() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(OTHER, 0);
    assertThat(server.holds(first)).isTrue();
    assertThat(server.watched()).containsExactlyInAnyOrder(ROOM, OTHER);
    server.say(OTHER, 2);
    pass(100);
    assertThat(second.heard(OTHER)).containsExactly("1", "2");
    assertThat(first.heard(OTHER)).isEmpty();
  }

  @Test
  void tabThatReadsNothingReadsForOthers() {
    FakeTab first = browser.open("Ann");
    pass(200);
    FakeTab second = open(ROOM, 0);
    assertThat(server.holds(first)).isTrue();
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(ROOM)).containsExactly("1");
  }

  @Test
  void channelThatNoTabReadsAnyMoreIsNotReadEither() {
    open(ROOM, 0);
    FakeTab second = open(OTHER, 0);
    browser.close(second);
    pass(100);
    assertThat(server.watched()).containsExactly(ROOM);
  }

  @Test
  void channelThatIsOpenedLaterIsReadFromThenOn() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    second.read(OTHER, 0);
    pass(200);
    server.say(OTHER, 1);
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(OTHER)).containsExactly("1");
    assertThat(second.heard(ROOM)).containsExactly("1");
    assertThat(first.heard(ROOM)).containsExactly("1");
    assertThat(server.held()).isEqualTo(1);
  }

  @Test
  void historyIsHandedOnAlsoWhereAnotherTabReadsTheChannelAlready() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(OTHER, 0);
    server.say(ROOM, 5);
    pass(100);
    second.read(ROOM, 2);
    pass(200);
    assertThat(second.heard(ROOM)).containsExactly("4", "5");
    first.read(OTHER, 0);
    server.say(OTHER, 1);
    pass(200);
    assertThat(second.heard(OTHER)).containsExactly("1");
  }

  @Test
  void messageThatIsPublishedWhileATabJoinsIsHandedOnOnce() {
    server.setWay(50);
    FakeTab first = browser.open("Ann").read(ROOM, 0);
    pass(500);
    FakeTab second = browser.open("Ann").read(ROOM, 0);
    IntStream.range(0, 50)
        .forEach(
            i -> {
              pass(7);
              server.say(ROOM, 1);
            });
    pass(500);
    List<String> all = IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).toList();
    assertThat(first.heard(ROOM)).isEqualTo(all);
    List<String> heard = second.heard(ROOM);
    assertThat(heard).hasSizeGreaterThan(40).isEqualTo(all.subList(50 - heard.size(), 50));
  }

  @Test
  void whatDidNotReachATabIsFetched() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    browser.lose(tab -> tab == second);
    server.say(ROOM, 2);
    pass(10);
    browser.lose(tab -> false);
    assertThat(second.heard(ROOM)).isEmpty();
    server.say(ROOM, 1);
    pass(100);
    assertThat(second.heard(ROOM)).containsExactly("1", "2", "3");
    assertThat(first.heard(ROOM)).containsExactly("1", "2", "3");
  }

  @Test
  void lastMessageThatDidNotReachATabIsFetchedWithinASecond() {
    open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    browser.lose(tab -> tab == second);
    server.say(ROOM, 1);
    pass(10);
    browser.lose(tab -> false);
    pass(1000);
    assertThat(second.heard(ROOM)).containsExactly("1");
  }

  @Test
  void whatTheServerDoesNotHaveAnyMoreIsToldToEveryTabOnce() {
    FakeTab first = open(ROOM, 1);
    FakeTab second = open(ROOM, 1);
    server.say(ROOM, 1);
    pass(100);
    server.log(ROOM).reset();
    server.say(ROOM, 2);
    pass(1000);
    server.say(ROOM, 1);
    pass(100);
    assertThat(first.heard(ROOM)).containsExactly("1", "reset", "1", "2", "3");
    assertThat(second.heard(ROOM)).containsExactly("1", "reset", "1", "2", "3");
  }

  @Test
  void gapIsToldOnlyToWhoHasIt() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    server.say(ROOM, 1);
    pass(100);
    browser.suspend(second, "freeze");
    server.say(ROOM, 5);
    pass(100);
    server.log(ROOM).trim(5);
    browser.resume(second, "resume");
    pass(200);
    assertThat(second.heard(ROOM)).containsExactly("1", "gap 2-4", "5", "6");
    assertThat(first.heard(ROOM)).containsExactly("1", "2", "3", "4", "5", "6");
  }

  @Test
  void cursorThatIsNotTakenIsAResetInEveryTab() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    server.say(ROOM, 3);
    pass(100);
    server.refuseCursors();
    browser.settle();
    pass(1000);
    server.say(ROOM, 1);
    pass(100);
    assertThat(first.heard(ROOM)).containsExactly("1", "2", "3", "reset", "4");
    assertThat(second.heard(ROOM)).containsExactly("1", "2", "3", "reset", "4");
  }

  @Test
  void tabWhoseLeaderBeginsAnewLosesNothing() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    server.setWay(50);
    for (int i = 0; i < 2; i++) {
      server.refuseNextCursor();
      server.say(ROOM, 1);
      pass(70);
      server.say(ROOM, 2);
      pass(500);
      server.say(ROOM, 1);
      pass(500);
    }
    assertThat(first.heard(ROOM)).containsExactly("1", "reset", "4", "5", "reset", "8");
    assertThat(second.heard(ROOM)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Test
  void whatIsFromBeforeAResetIsNotHandedOnAfterIt() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    server.say(ROOM, 3);
    pass(100);
    browser.lose(tab -> tab == second);
    server.say(ROOM, 1);
    pass(10);
    browser.lose(tab -> false);
    // On its way while the other tab, which misses one, asks for itself.
    server.delay(first, 400);
    server.say(ROOM, 1);
    server.log(ROOM).reset();
    server.delay(second, 200);
    pass(2000);
    server.say(ROOM, 7);
    pass(1000);
    assertThat(second.heard(ROOM))
        .containsExactly("1", "2", "3", "reset", "1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void tabDoesNotHearWhatItSentItselfIfItDoesNotWantTo() {
    FakeTab first = open(OTHER, 0);
    FakeTab second = browser.open("Ann").run("read('/room/a', 0, false)");
    pass(200);
    first.read(ROOM, 0);
    pass(200);
    second.run("halley.channel('/room/a').publish('mine')");
    first.run("halley.channel('/room/a').publish('yours')");
    pass(200);
    assertThat(second.heard(ROOM)).containsExactly("2");
    assertThat(first.heard(ROOM)).containsExactly("1", "2");
    assertThat(server.held()).isEqualTo(1);
  }

  @Test
  void everyTabSaysHowTheOneStandsThatReads() {
    FakeTab first = open(ROOM, 0);
    FakeTab second = open(ROOM, 0);
    assertThat(second.state("transport")).isEqualTo(first.state("transport"));
    assertThat(second.state("node")).isEqualTo("n1");
    server.breakDown(true);
    pass(100);
    assertThat(second.state("state")).isEqualTo("waiting");
    server.breakDown(false);
    server.say(ROOM, 1);
    pass(3000);
    assertThat(second.state("state")).isEqualTo("open");
    assertThat(second.heard(ROOM)).containsExactly("1");
    assertThat(server.held()).isEqualTo(1);
  }
}
