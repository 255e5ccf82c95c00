package dev.halley.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.browser.Browser;
import dev.halley.browser.BrowserKind;
import dev.halley.browser.ChromiumBrowser;
import dev.halley.browser.Trial;
import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** halley.js in Chromium through every proxy: it finds the best that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyBrowserIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String COLUMN = "halley.js takes";
  private static final int EACH = 200;

  private final ProxiesPage page = ProxiesPage.read();
  private ServerProcess server;
  private Browser direct;

  @BeforeAll
  void start(@TempDir Path data) {
    direct = BrowserKind.CHROMIUM.start();
    server = ServerProcess.start(Container.JETTY, data, Map.of());
  }

  @AfterAll
  void stop() {
    if (direct != null) {
      direct.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoPagesTalkByTheBestThatThePathHas(ProxyKind kind) {
    try (Site site = Site.start(kind, server)) {
      if (kind.program().isForward()) {
        try (Browser browser = ChromiumBrowser.through(site.proxy().port())) {
          talk(site, browser);
        }
      } else {
        talk(site, direct);
      }
    }
  }

  private void talk(Site site, Browser browser) {
    String carrier = page.says(site.kind(), COLUMN);
    Trial ann = join(site, browser, "ann");
    Trial ben = join(site, browser, "ben");
    List<Trial> both = List.of(ann, ben);
    both.forEach(trial -> trial.isReady().isCarriedBy(carrier));

    both.forEach(trial -> trial.say(1, EACH / 2));
    both.forEach(trial -> hasSeen(trial, EACH));
    site.relay().cut();
    both.forEach(trial -> trial.say(EACH / 2 + 1, EACH));
    both.forEach(trial -> trial.until("trial.state.state === 'waiting'"));
    site.relay().mend();
    both.forEach(trial -> hasSeen(trial, 2 * EACH));

    for (Trial trial : both) {
      isWhole(trial);
      trial.leave();
    }
  }

  private static Trial join(Site site, Browser browser, String name) {
    String guest = name + "-" + site.kind().file();
    return Trial.in(browser.page(), site.route().base().toString())
        .join(Trial.Guest.of(guest), site.room("pages"), 0);
  }

  private static void hasSeen(Trial trial, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(trial.count()).as(trial.state()).isGreaterThanOrEqualTo(count));
  }

  private static void isWhole(Trial trial) {
    List<Trial.Seen> seen = trial.seen();
    assertThat(seen.stream().map(Trial.Seen::offset)).containsExactlyElementsOf(numbers(2 * EACH));
    for (String name : List.of("ann", "ben")) {
      assertThat(
              seen.stream()
                  .filter(one -> one.from().startsWith(name))
                  .map(one -> Integer.valueOf(one.data())))
          .as("what %s said", name)
          .containsExactlyElementsOf(numbers(EACH));
    }
    assertThat(trial.stored()).isEqualTo(EACH);
    assertThat(trial.refused()).isEmpty();
    assertThat(trial.gaps()).isZero();
  }

  private static List<Integer> numbers(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
