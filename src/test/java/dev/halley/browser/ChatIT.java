package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

/** Two browsers chat with each other through a path that can be cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatIT {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Path data;
  private ServerProcess server;
  private Relay relay;
  private ChromeDriver first;
  private ChromeDriver second;
  private String base;
  private ChatPage alice;
  private ChatPage bob;
  private String room;

  @BeforeAll
  void start(@TempDir Path folder) {
    Chromium chromium = Chromium.find();
    data = folder;
    startServer();
    relay = new Relay(server.port());
    open.push(relay);
    base = "http://127.0.0.1:" + relay.port() + "/";
    first = chromium.start();
    open.push(first::quit);
    second = chromium.start();
    open.push(second::quit);
  }

  private void startServer() {
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    open.push(server);
  }

  @AfterAll
  void stop() throws Exception {
    // Also after a start that stopped half-way.
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @BeforeEach
  void enter(TestInfo test) {
    // Each test has its own room and people.
    room = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    alice = new ChatPage(first, base);
    bob = new ChatPage(second, base);
    alice.enter(name("Alice"), room);
    bob.enter(name("Bob"), room);
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    relay.mend();
    assertThat(alice.complaints()).isEmpty();
    assertThat(bob.complaints()).isEmpty();
  }

  private String name(String name) {
    return name + "-" + Integer.toString(room.hashCode() & 0xfffff, 36);
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  @Test
  void eachSeesWhatTheOtherSays() {
    alice.say("hello");
    soon(() -> assertThat(bob.texts()).containsExactly("hello"));
    bob.say("hello yourself");
    soon(() -> assertThat(alice.texts()).containsExactly("> hello", "hello yourself"));
    soon(() -> assertThat(alice.states()).containsExactly("sent"));
    soon(() -> assertThat(alice.text("announcer")).isEqualTo(name("Bob") + ": hello yourself"));
  }

  @Test
  void draftSurvivesAReload() {
    alice.box().sendKeys("half a thou");
    alice.reload();
    soon(() -> assertThat(alice.box().getDomProperty("value")).isEqualTo("half a thou"));
  }

  @Test
  void shiftEnterBreaksTheLine() {
    alice.box().sendKeys("one", Keys.chord(Keys.SHIFT, Keys.ENTER), "two", Keys.ENTER);
    soon(() -> assertThat(bob.texts()).containsExactly("one\ntwo"));
  }

  @Test
  void whatIsSaidWithoutAPathGoesOutLaterAndOnce() {
    alice.say("before");
    soon(() -> assertThat(bob.texts()).containsExactly("before"));
    soon(() -> assertThat(alice.states()).containsExactly("sent"));
    relay.cut();
    alice.say("without one");
    alice.say("without two");
    soon(() -> assertThat(alice.isShown("banner")).isTrue());
    assertThat(alice.states()).containsExactly("sent", "sending…", "sending…");
    relay.mend();
    soon(() -> assertThat(alice.states()).containsExactly("sent", "sent", "sent"));
    soon(() -> assertThat(bob.texts()).containsExactly("before", "without one", "without two"));
    assertThat(new Speaker(base, name("Carol")).read("/room/" + room))
        .containsExactly("before", "without one", "without two");
  }

  @Test
  void queueSurvivesAReload() {
    Speaker carol = new Speaker(base, name("Carol"));
    alice.swallow("publish");
    alice.say("kept");
    soon(() -> assertThat(alice.states()).containsExactly("sending…"));
    alice.reload();
    soon(() -> assertThat(alice.states()).containsExactly("sent"));
    soon(() -> assertThat(bob.texts()).containsExactly("kept"));
    assertThat(carol.read("/room/" + room)).containsExactly("kept");
  }

  @Test
  void browserThatIsOfflineSendsWhenItIsBack() {
    ChromiumNetworkConditions tunnel = new ChromiumNetworkConditions();
    tunnel.setOffline(true);
    first.setNetworkConditions(tunnel);
    try {
      alice.say("from the tunnel");
      soon(() -> assertThat(alice.text("status-word")).isEqualTo("Offline"));
      soon(() -> assertThat(alice.text("banner")).contains("1 message waits"));
    } finally {
      first.deleteNetworkConditions();
    }
    soon(() -> assertThat(bob.texts()).containsExactly("from the tunnel"));
    alice.awaitConnected();
    soon(() -> assertThat(alice.states()).containsExactly("sent"));
  }

  @Test
  void olderMessagesComeWhenOneScrollsUp() {
    Speaker carol = new Speaker(base, name("Carol"));
    List<String> said = IntStream.rangeClosed(1, 220).mapToObj(i -> "number " + i).toList();
    for (int from = 0; from < said.size(); from += 100) {
      carol.say("/room/" + room, said.subList(from, Math.min(from + 100, said.size())));
    }
    bob.reload();
    soon(() -> assertThat(bob.texts()).endsWith("number 220"));
    soon(
        () -> {
          bob.scrollToTop();
          assertThat(bob.texts()).containsExactlyElementsOf(said);
        });
  }

  @Test
  void directMessageIsSeenByItsReaderAlone() {
    bob.say("here I am");
    alice.click(".author");
    alice.awaitTrue("location.hash.indexOf('#/user/bob') === 0");
    alice.say("for your eyes");
    soon(() -> assertThat(bob.places()).contains(name("Alice") + " 1"));
    assertThat(bob.texts()).containsExactly("> here I am");
    bob.go("/user/" + name("alice"));
    soon(() -> assertThat(bob.texts()).containsExactly("for your eyes"));
    bob.say("seen");
    soon(() -> assertThat(alice.texts()).containsExactly("> for your eyes", "seen"));
    assertThat(new Speaker(base, name("Carol")).read("/room/" + room)).containsExactly("here I am");
  }

  @Test
  void unreadMessagesAreCountedUntilTheyAreSeen() {
    bob.go("/room/lobby");
    alice.say("one");
    alice.say("two");
    soon(() -> assertThat(bob.places()).contains(room + " 2"));
    soon(() -> assertThat(second.getTitle()).startsWith("(2) "));
    bob.go("/room/" + room);
    soon(() -> assertThat(bob.places()).contains(room));
    soon(() -> assertThat(second.getTitle()).doesNotContain("("));
  }

  @Test
  void markupIsShownAndNeverRun() {
    String attack = "<img src=x onerror=\"document.title='broken'\"><script>alert(1)</script>";
    new Speaker(base, name("Mallory")).say("/room/" + room, attack + " javascript:alert(1)");
    soon(() -> assertThat(alice.texts()).containsExactly(attack + " javascript:alert(1)"));
    assertThat(alice.run("return document.querySelectorAll('.text *').length")).isEqualTo(0L);
    assertThat(first.getTitle()).isNotEqualTo("broken");
  }

  @Test
  void addressesAreLinksThatTellNothing() {
    alice.say("see https://example.org/a_(b), (http://example.org).");
    soon(() -> assertThat(bob.texts()).hasSize(1));
    assertThat(
            bob.run(
                "return Array.from(document.querySelectorAll('.text a'),"
                    + " function(a) { return a.getAttribute('href') + ' ' + a.rel; }).join()"))
        .isEqualTo(
            "https://example.org/a_(b) noopener noreferrer nofollow,"
                + "http://example.org noopener noreferrer nofollow");
  }

  @Test
  void everythingCanBeDoneByKeyboard() {
    bob.say("write to me");
    soon(() -> assertThat(alice.texts()).hasSize(1));
    alice.focusOn("join-name");
    alice.press("tea room", Keys.ENTER);
    alice.awaitTrue("location.hash === '#/room/tea-room'");
    soon(() -> assertThat(alice.focus()).isEqualTo("text"));
    alice.press("typed at once", Keys.ENTER);
    soon(() -> assertThat(alice.texts()).contains("> typed at once"));
    alice.press(Keys.chord(Keys.ALT, Keys.ARROW_UP));
    alice.awaitTrue("location.hash !== '#/room/tea-room'");
    alice.go("/room/" + room);
    soon(() -> assertThat(alice.texts()).hasSize(1));
    soon(() -> assertThat(alice.focus()).isEqualTo("text"));
    alice.press(Keys.chord(Keys.SHIFT, Keys.TAB));
    assertThat(alice.focus()).startsWith(name("Bob"));
    alice.press(Keys.ENTER);
    alice.awaitTrue("location.hash.indexOf('#/user/bob') === 0");
    soon(() -> assertThat(alice.focus()).isEqualTo("text"));
  }

  @Test
  void nameThatIsTakenIsToldInWords() {
    alice.visit("");
    first.findElement(By.id("name")).sendKeys(name("BOB"), Keys.ENTER);
    soon(() -> assertThat(alice.text("name-error")).contains("taken"));
    assertThat(alice.isShown("welcome")).isTrue();
  }

  @Test
  void serverThatIsStartedAnewIsFoundAgain() {
    alice.say("before");
    soon(() -> assertThat(bob.texts()).containsExactly("before"));
    server.close();
    alice.say("meanwhile");
    startServer();
    relay.lead(server.port());
    soon(() -> assertThat(bob.texts()).containsExactly("before", "meanwhile"));
    alice.awaitConnected();
    bob.awaitConnected();
    bob.say("after");
    soon(() -> assertThat(alice.texts()).containsExactly("> before", "> meanwhile", "after"));
  }

  @Test
  void pageNeedsNothingButItsServer() {
    assertThat(
            alice.run(
                "return performance.getEntriesByType('resource').filter(function(e) {"
                    + " return e.name.indexOf(location.origin) !== 0; }).length"))
        .isEqualTo(0L);
  }
}
