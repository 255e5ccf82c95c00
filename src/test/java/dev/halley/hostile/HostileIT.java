package dev.halley.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.browser.Browser;
import dev.halley.browser.BrowserKind;
import dev.halley.browser.Speaker;
import dev.halley.browser.Trial;
import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** halley.js in a real browser, on a path that does to it whatever paths do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {

  private static final int ALL = 10_000;

  /** How many of them the page says; the others come from elsewhere. */
  private static final int OWN = 1_000;

  private static final int SHARE = 200;
  private static final long SEED = 1910;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private ServerProcess server;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path data) {
    browser = BrowserKind.CHROMIUM.start();
    server = ServerProcess.start(Container.JETTY, data, Map.of());
  }

  @AfterAll
  void stop() {
    clock.shutdownNow();
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "stream", "events", "websocket"})
  void tenThousandMessagesComeOnceAndInOrder(String carrier) {
    SeededPlan plan = new SeededPlan(SEED + carrier.hashCode());
    Speaker far = new Speaker("http://127.0.0.1:" + server.port() + "/", "far-" + carrier);
    try (FaultProxy path = new FaultProxy(server.port());
        Crowd crowd = new Crowd(far, "/room/hostile-" + carrier, ALL - OWN, clock)) {
      Run run = new Run(browser.page(), path, plan, crowd, carrier);
      List<List<Trial.Seen>> generations = run.goThrough(OWN, SHARE);
      generations.forEach(HostileIT::isWhole);
      hasAll(generations);
    }
    assertThat(plan.drawn().stream().map(Fault::getClass).distinct())
        .as("kinds of faults by %s", carrier)
        .hasSizeGreaterThan(8);
  }

  /** Asserts that each message came once, in the order of the room, with none left out. */
  private static void isWhole(List<Trial.Seen> seen) {
    int first = seen.get(0).offset();
    assertThat(seen.stream().map(Trial.Seen::offset))
        .containsExactlyElementsOf(range(first, first + seen.size() - 1));
  }

  /**
   * Asserts that all pages together saw all that was said, each speaker's numbers in their order.
   */
  private static void hasAll(List<List<Trial.Seen>> generations) {
    Map<Integer, Trial.Seen> heard = new TreeMap<>();
    generations.forEach(seen -> seen.forEach(one -> heard.put(one.offset(), one)));
    assertThat(heard.keySet()).containsExactlyElementsOf(range(1, ALL));
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (Trial.Seen one : heard.values()) {
      numbers
          .computeIfAbsent(one.from().substring(0, 3), from -> new ArrayList<>())
          .add(Integer.valueOf(one.data()));
    }
    assertThat(numbers.values()).containsExactlyInAnyOrder(range(1, OWN), range(1, ALL - OWN));
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
