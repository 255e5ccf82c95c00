package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tabs come and go, hang and freeze, words between them are lost, the server breaks, forgets and
 * starts anew, all at random. In the end every tab has got every message of its channels once and
 * in order. {@code -Dhalley.test.seeds=N} for more runs.
 */
class TabsModelTest {
  private static final int SEEDS = Integer.getInteger("halley.test.seeds", 6);
  private static final long ANY = 0;
  private static final int STEPS = 150;
  private static final int MOST_TABS = 6;
  private static final List<String> CHANNELS = List.of("/room/a", "/room/b", "/room/c");

  /** A tab, what it reads with how much history, and whether it runs. */
  private record Reader(FakeTab tab, Map<String, Integer> channels, List<String> asleep) {}

  private record Run(FakeTabs browser, Random random, List<Reader> readers) {
    FakeServer server() {
      return browser.server();
    }

    boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    void pass(int milliseconds) {
      browser.pass(Duration.ofMillis(milliseconds));
    }
  }

  static Stream<Arguments> runs() {
    return Stream.of(HandOverTest.Means.values())
        .flatMap(
            means -> IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> Arguments.of(means, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("runs")
  void everyTabGetsEveryMessageOnceAndInOrder(HandOverTest.Means means, int seed) {
    Random random = new Random(seed);
    try (FakeTabs browser = means.browser(seed)) {
      Run run = new Run(browser, random, new ArrayList<>());
      run.server().setLimit(1 + random.nextInt(5));
      run.server().setWay(random.nextInt(80));
      for (int i = 0; i < STEPS; i++) {
        step(run);
        run.pass(run.chance(10) ? random.nextInt(4000) : random.nextInt(150));
      }
      heal(run);
      check(run);
    }
  }

  private static void step(Run run) {
    switch (run.random().nextInt(10)) {
      case 0 -> open(run);
      case 1 -> leave(run);
      case 2 -> sleep(run);
      case 3 -> wake(run);
      case 4 -> readMore(run);
      case 5 -> trouble(run);
      default -> run.server().say(run.any(CHANNELS), 1 + run.random().nextInt(3));
    }
  }

  private static void open(Run run) {
    if (run.readers().size() < MOST_TABS) {
      run.readers()
          .add(new Reader(run.browser().open("Ann"), new LinkedHashMap<>(), new ArrayList<>()));
      readMore(run);
    }
  }

  private static void readMore(Run run) {
    if (run.readers().isEmpty()) {
      return;
    }
    Reader reader = run.any(run.readers());
    String channel = run.any(CHANNELS);
    if (reader.asleep().isEmpty() && !reader.channels().containsKey(channel)) {
      // All of it, so that it is known with which offset it has to begin.
      reader.channels().put(channel, 1000);
      reader.tab().read(channel, 1000);
    }
  }

  private static void leave(Run run) {
    if (!run.readers().isEmpty() && run.chance(50)) {
      Reader reader = run.any(run.readers());
      run.readers().remove(reader);
      if (reader.asleep().isEmpty() && run.chance(50)) {
        run.browser().close(reader.tab());
      } else {
        run.browser().crash(reader.tab());
      }
    }
  }

  private static void sleep(Run run) {
    if (run.readers().isEmpty()) {
      return;
    }
    Reader reader = run.any(run.readers());
    if (reader.asleep().isEmpty()) {
      String how = run.any(List.of("hang", "freeze", "pagehide"));
      reader.asleep().add(how);
      if (how.equals("hang")) {
        reader.tab().stop();
      } else {
        run.browser().suspend(reader.tab(), how);
      }
    }
  }

  private static void wake(Run run) {
    for (Reader reader : run.readers()) {
      if (!reader.asleep().isEmpty() && run.chance(60)) {
        wake(run, reader);
      }
    }
  }

  private static void wake(Run run, Reader reader) {
    switch (reader.asleep().remove(0)) {
      case "hang" -> reader.tab().go();
      case "freeze" -> run.browser().resume(reader.tab(), "resume");
      default -> run.browser().resume(reader.tab(), "pageshow");
    }
  }

  private static void trouble(Run run) {
    switch (run.random().nextInt(6)) {
      case 0 -> run.server().breakDown(true);
      case 1 -> run.server().refuseCursors();
      case 2 -> run.server().log(run.any(CHANNELS)).trim();
      case 3 -> run.browser().lose(tab -> run.chance(30));
      case 4 -> run.browser().lose(tab -> false);
      default -> run.server().breakDown(false);
    }
  }

  private static void heal(Run run) {
    run.browser().lose(tab -> false);
    run.server().breakDown(false);
    run.readers().stream()
        .filter(reader -> !reader.asleep().isEmpty())
        .forEach(reader -> wake(run, reader));
    run.pass(100_000);
    CHANNELS.forEach(channel -> run.server().say(channel, 1));
    run.pass(1000);
  }

  private static void check(Run run) {
    for (Reader reader : run.readers()) {
      for (String channel : reader.channels().keySet()) {
        assertThat(end(reader.tab().heard(channel), run.server().log(channel)))
            .as(channel + " " + reader.tab().heard(channel))
            .isEqualTo(run.server().log(channel).end());
      }
    }
    assertThat(run.server().held()).isLessThanOrEqualTo(1);
  }

  /** Where one is who was handed that; fails if something is missing or comes twice. */
  private static long end(List<String> heard, FakeLog log) {
    long next = ANY;
    for (String item : heard) {
      if (item.equals("reset")) {
        next = ANY;
        continue;
      }
      String[] span = item.replace("gap ", "").split("-", 2);
      long from = Long.parseLong(span[0]);
      assertThat(next == ANY ? log.began(from) : from == next).as(item + " in " + heard).isTrue();
      next = Long.parseLong(span[span.length - 1]) + 1;
    }
    return next == ANY ? log.end() : next;
  }
}
