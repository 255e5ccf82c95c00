package dev.halley.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.browser.Browser;
import dev.halley.browser.BrowserKind;
import dev.halley.browser.Relay;
import dev.halley.browser.Speaker;
import dev.halley.browser.Trial;
import dev.halley.browser.WebPage;
import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** halley.js in both browsers: by each carrier, and when what it was carried by is taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowsersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<BrowserKind, Browser> browsers = new EnumMap<>(BrowserKind.class);
  private Path data;
  private ServerProcess server;
  private Relay relay;
  private String base;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    relay = new Relay(server.port());
    base = "http://127.0.0.1:" + relay.port() + "/";
  }

  @AfterAll
  void stop() {
    browsers.values().forEach(Browser::close);
    if (relay != null) {
      relay.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private Browser browser(BrowserKind kind) {
    return browsers.computeIfAbsent(kind, BrowserKind::start);
  }

  private static String word(BrowserKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  private static void sees(Trial trial, List<String> said) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(trial.said()).as(trial.state()).isEqualTo(said));
  }

  @ParameterizedTest
  @CsvSource({
    "CHROMIUM, poll", "CHROMIUM, stream", "CHROMIUM, events", "CHROMIUM, websocket",
    "FIREFOX, poll", "FIREFOX, stream", "FIREFOX, events", "FIREFOX, websocket"
  })
  void carrierBringsAllOnceThoughThePathIsCut(BrowserKind kind, String carrier) {
    String room = "/room/" + word(kind) + "-" + carrier;
    Speaker far = new Speaker(base, "far-" + word(kind) + "-" + carrier);
    Trial trial = Trial.in(browser(kind).page(), base);
    trial.join(Trial.Guest.of("near-" + word(kind) + "-" + carrier, carrier), room, 0);
    trial.isReady().isCarriedBy(carrier);

    List<String> said = new ArrayList<>(numbers(1, 50));
    far.say(room, said);
    sees(trial, said);
    relay.cut();
    trial.say(51, 60);
    trial.until("trial.state.state === 'waiting'");
    relay.mend();
    said.addAll(numbers(51, 60));
    sees(trial, said);
    far.say(room, numbers(61, 90));
    said.addAll(numbers(61, 90));
    sees(trial, said);
    assertThat(trial.stored()).isEqualTo(10);
    trial.leave();
  }

  @ParameterizedTest
  @EnumSource
  void oneOfEightTabsReadsForAllAndHandsOverWhenItIsClosed(BrowserKind kind) {
    String room = "/room/" + word(kind) + "-tabs";
    Speaker far = new Speaker(base, "far-" + word(kind) + "-tabs");
    Trial.Guest guest = Trial.Guest.kept("near-" + word(kind) + "-tabs", "poll");
    List<WebPage> pages = new ArrayList<>();
    List<Trial> tabs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pages.add(browser(kind).page());
      tabs.add(Trial.in(pages.get(i), base).join(guest, room, 0).isReady());
    }
    isHeldOnce();
    List<String> said = new ArrayList<>(numbers(1, 20));
    far.say(room, said);
    tabs.forEach(tab -> sees(tab, said));

    // The first one reads: it was there before the others.
    pages.get(0).close();
    tabs.remove(0);
    far.say(room, numbers(21, 40));

    said.addAll(numbers(21, 40));
    tabs.forEach(tab -> sees(tab, said));
    isHeldOnce();
    tabs.forEach(Trial::leave);
  }

  private void isHeldOnce() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(relay.held()).isEqualTo(1));
  }

  @ParameterizedTest
  @EnumSource
  void refusedSocketIsReplacedByAStream(BrowserKind kind) {
    try (FaultProxy path = new FaultProxy(server.port())) {
      path.follow(Plan.always(new Fault.RefuseUpgrade()));
      Trial trial = Trial.in(browser(kind).page(), "http://127.0.0.1:" + path.port() + "/");
      trial.join(Trial.Guest.of("refused-" + word(kind)), "/room/refused-" + word(kind), 0);
      trial.isReady().isCarriedBy("stream");
      assertThat(trial.carriers()).containsExactly("poll", "stream");
      trial.leave();
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamThatIsHeldBackIsNotTrusted(BrowserKind kind) {
    String room = "/room/held-back-" + word(kind);
    try (FaultProxy path = new FaultProxy(server.port())) {
      path.follow(
          request -> request.isStream() ? new Fault.Buffer(PATIENCE) : new Fault.RefuseUpgrade());
      Trial trial = Trial.in(browser(kind).page(), "http://127.0.0.1:" + path.port() + "/");
      trial.join(Trial.Guest.kept("held-back-" + word(kind)), room, 0);
      trial.isReady();
      // Both kinds of streams were tried, and given up.
      trial.until(
          "/\"events\":false/.test(JSON.stringify(Object.assign({}, localStorage)).replace(/\\\\/g, ''))");
      new Speaker(base, "far-held-back-" + word(kind)).say(room, numbers(1, 50));
      sees(trial, numbers(1, 50));
      assertThat(trial.carriers()).containsExactly("poll");
      trial.leave();
    }
  }

  @ParameterizedTest
  @EnumSource
  void browserThatWasOfflineMissesNothing(BrowserKind kind) {
    String room = "/room/offline-" + word(kind);
    Speaker far = new Speaker(base, "far-offline-" + word(kind));
    Trial trial = Trial.in(browser(kind).page(), base);
    trial.join(Trial.Guest.of("offline-" + word(kind)), room, 0).isReady();
    far.say(room, numbers(1, 10));
    sees(trial, numbers(1, 10));
    browser(kind).offline(true);
    try {
      trial.until("navigator.onLine === false");
      far.say(room, numbers(11, 20));
      trial.say(21, 25);
    } finally {
      browser(kind).offline(false);
    }
    sees(trial, numbers(1, 25));
    assertThat(trial.stored()).isEqualTo(5);
    trial.leave();
  }

  @ParameterizedTest
  @EnumSource
  void reloadedPageGoesOnAsTheSameGuestAndSendsWhatWasLeft(BrowserKind kind) {
    String room = "/room/reload-" + word(kind);
    Trial.Guest guest = Trial.Guest.kept("reload-" + word(kind));
    var page = browser(kind).page();
    Trial before = Trial.in(page, base).join(guest, room, 0).isReady();
    before.say(1, 5);
    sees(before, numbers(1, 5));
    relay.cut();
    before.say(6, 8);
    // A page cannot be loaded through a path that is cut.
    before.until("trial.state.state === 'waiting'");
    relay.mend();
    Trial after = Trial.in(page, base).join(guest, room, 100);
    sees(after, numbers(1, 8));
    assertThat(after.refused()).isEmpty();
    after.leave();
  }

  @ParameterizedTest
  @EnumSource
  void serverThatIsStartedAnewLosesNothing(BrowserKind kind) {
    String room = "/room/restart-" + word(kind);
    Trial trial = Trial.in(browser(kind).page(), base);
    trial.join(Trial.Guest.of("restart-" + word(kind)), room, 0).isReady();
    trial.say(1, 10);
    sees(trial, numbers(1, 10));
    server.close();
    trial.say(11, 20);
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    relay.lead(server.port());
    sees(trial, numbers(1, 20));
    new Speaker(base, "far-restart-" + word(kind)).say(room, numbers(21, 30));
    sees(trial, numbers(1, 30));
    assertThat(trial.gaps()).isZero();
    trial.leave();
  }
}
