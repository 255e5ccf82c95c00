package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tab that reads for all goes away, and another takes its place. */
class HandOverTest {
  private static final String ROOM = "/room/a";

  /** What a browser has, and how long a hand-over may take in it. */
  enum Means {
    LOCKS("", 1000, false),
    STREAMS("", 1000, true),
    BROADCASTS("navigator.locks = undefined;", 5000, true),
    STORAGE("navigator.locks = BroadcastChannel = undefined;", 5000, false);

    private final String lacks;
    private final int bound;
    private final boolean streams;

    Means(String lacks, int bound, boolean streams) {
      this.lacks = lacks;
      this.bound = bound;
      this.streams = streams;
    }

    FakeTabs browser(long seed) {
      FakeTabs browser = new FakeTabs(lacks, seed);
      if (streams) {
        browser.server().stream();
      }
      return browser;
    }
  }

  private final List<FakeTab> tabs = new ArrayList<>();
  private FakeTabs browser = new FakeTabs();
  private FakeServer server = browser.server();
  private int said;

  @AfterEach
  void leave() {
    browser.close();
  }

  private void open(Means means, int count) {
    browser.close();
    browser = means.browser(11);
    server = browser.server();
    server.setWay(30);
    for (int i = 0; i < count; i++) {
      tabs.add(browser.open("Ann").read(ROOM, 0));
      pass(means.bound + 1000);
    }
    say(3);
    pass(100);
  }

  private void pass(int milliseconds) {
    browser.pass(Duration.ofMillis(milliseconds));
  }

  private void say(int count) {
    server.say(ROOM, count);
    said += count;
  }

  /** Messages come while it happens. */
  private void chat(int milliseconds) {
    for (int i = 0; i < milliseconds; i += 10) {
      say(1);
      pass(10);
    }
  }

  private FakeTab leader() {
    // Between two polls nobody's is held.
    for (int i = 0; i < 100 && server.held() == 0; i++) {
      pass(1);
    }
    List<FakeTab> all = tabs.stream().filter(server::holds).toList();
    assertThat(all).as("tabs that read").hasSize(1);
    return all.get(0);
  }

  private FakeTab takeLeader() {
    FakeTab leader = leader();
    tabs.remove(leader);
    return leader;
  }

  /** Every tab has got everything by now. */
  private void assertWhole(List<FakeTab> all) {
    List<String> offsets = IntStream.rangeClosed(1, said).mapToObj(String::valueOf).toList();
    assertThat(all).allSatisfy(tab -> assertThat(tab.heard(ROOM)).isEqualTo(offsets));
  }

  private void assertHandedOver(Means means) {
    say(2);
    pass(means.bound - 100);
    say(1);
    pass(100);
    assertWhole(tabs);
    pass(2000);
    leader();
  }

  @ParameterizedTest
  @EnumSource
  void closedTabHandsOver(Means means) {
    open(means, 4);
    browser.close(takeLeader());
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void tabThatCrashesHandsOver(Means means) {
    open(means, 4);
    browser.crash(takeLeader());
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void tabThatHangsHandsOverAndReadsOnLater(Means means) {
    open(means, 4);
    FakeTab leader = takeLeader();
    leader.stop();
    assertHandedOver(means);
    leader.go();
    tabs.add(leader);
    pass(5000);
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void frozenTabHandsOverAndReadsOnWhenItIsResumed(Means means) {
    open(means, 4);
    FakeTab leader = takeLeader();
    browser.suspend(leader, "freeze");
    assertHandedOver(means);
    browser.resume(leader, "resume");
    tabs.add(leader);
    pass(2000);
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void pageThatIsLeftAndComeBackToReadsOn(Means means) {
    open(means, 3);
    FakeTab leader = takeLeader();
    browser.suspend(leader, "pagehide");
    assertHandedOver(means);
    browser.resume(leader, "pageshow");
    tabs.add(leader);
    pass(2000);
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void connectionThatIsClosedHandsOver(Means means) {
    open(means, 3);
    takeLeader().run("halley.close()");
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostOrDoubledOfWhatIsSaidMeanwhile(Means means) {
    open(means, 5);
    browser.close(takeLeader());
    chat(means.bound);
    browser.crash(takeLeader());
    chat(means.bound);
    FakeTab frozen = takeLeader();
    browser.suspend(frozen, "freeze");
    chat(means.bound);
    browser.resume(frozen, "resume");
    tabs.add(frozen);
    chat(means.bound);
    pass(5000);
    assertWhole(tabs);
    leader();
  }

  @ParameterizedTest
  @EnumSource
  void lastTabReadsOnAlone(Means means) {
    open(means, 2);
    browser.close(takeLeader());
    assertHandedOver(means);
  }

  @ParameterizedTest
  @EnumSource
  void tabsThatOpenAllAtOnceAgreeOnOne(Means means) {
    open(means, 0);
    for (int i = 0; i < 8; i++) {
      tabs.add(browser.open("Ann").read(ROOM, 50));
    }
    pass(means.bound + 2000);
    assertHandedOver(means);
  }

  @Test
  void tabsThatAreNotSeenNoticeALeaderThatHangsWithinFiveSeconds() {
    open(Means.LOCKS, 3);
    takeLeader().stop();
    tabs.forEach(tab -> tab.run("document.hidden = true"));
    say(1);
    pass(5000);
    assertWhole(tabs);
  }

  @Test
  void tabThatIsFrozenWhileItWaitsForTheLockDoesNotGetIt() {
    open(Means.LOCKS, 3);
    FakeTab leader = takeLeader();
    FakeTab next = tabs.get(0);
    browser.suspend(next, "freeze");
    browser.close(leader);
    say(1);
    pass(100);
    assertWhole(tabs.subList(1, 2));
  }

  @Test
  void crashedTabsChannelsAreForgotten() {
    open(Means.LOCKS, 2);
    FakeTab third = browser.open("Ann").read("/room/b", 0);
    pass(300);
    browser.crash(third);
    pass(200_000);
    leader();
    assertThat(server.watched()).containsExactly(ROOM);
  }

  @Test
  void browserThatRefusesLocksDoesWithoutThem() {
    browser.close();
    browser =
        new FakeTabs(
            "navigator.locks = {request: function() { return Promise.reject(new Error('no')); }};",
            11);
    server = browser.server();
    for (int i = 0; i < 3; i++) {
      tabs.add(browser.open("Ann").read(ROOM, 0));
    }
    pass(6000);
    browser.crash(takeLeader());
    assertHandedOver(Means.BROADCASTS);
  }
}
