package dev.halley.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.browser.Trial;
import dev.halley.browser.WebPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that reads a room to its end by one carrier, and says something itself. A carrier that
 * broke is left alone for a while by halley.js, so a page that has left it is followed by another,
 * which knows nothing and tries it again. While a new page settles on its carrier nobody speaks and
 * nothing happens to the path; then faults befall all that is under way and all that follows.
 */
final class Run {

  private static final Duration LIFE = Duration.ofSeconds(4);
  private static final Duration STEP = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** More than is said before the next page has joined. */
  private static final int HISTORY = 1_000;

  private final WebPage page;
  private final FaultProxy path;
  private final SeededPlan plan;
  private final Crowd crowd;
  private final String carrier;
  private final List<List<Trial.Seen>> generations = new ArrayList<>();

  Run(WebPage page, FaultProxy path, SeededPlan plan, Crowd crowd, String carrier) {
    this.page = page;
    this.path = path;
    this.plan = plan;
    this.crowd = crowd;
    this.carrier = carrier;
  }

  /**
   * Lets one page follow the other until all is said and seen.
   *
   * @param own how many numbers the pages say
   * @param share how many of them each page says
   * @return what each page has seen
   */
  List<List<Trial.Seen>> goThrough(int own, int share) {
    int said = 0;
    while (said < own || !crowd.hasSaidAll()) {
      int next = Math.min(share, own - said);
      page(said, next);
      said += next;
    }
    return generations;
  }

  private void page(int said, int share) {
    path.follow(Plan.calm());
    Trial trial = Trial.in(page, "http://127.0.0.1:" + path.port() + "/");
    String name = "page" + generations.size() + "-" + carrier;
    trial.join(Trial.Guest.of(name, carrier), crowd.room(), HISTORY);
    trial.isReady().isCarriedBy(carrier);
    path.follow(plan);
    crowd.speak(true);
    trial.say(said + 1, said + share);
    strike(trial);
    crowd.speak(false);
    settle(trial, share, crowd.said() + said + share);
    generations.add(trial.seen());
    trial.leave();
  }

  /** Lets faults befall what is under way, until the page has left its carrier or time is up. */
  private void strike(Trial trial) {
    long end = System.nanoTime() + LIFE.toNanos();
    await()
        .atMost(PATIENCE)
        .pollInterval(STEP)
        .until(
            () -> {
              path.befall(plan);
              return hasFallen(trial) || System.nanoTime() > end;
            });
  }

  /** Waits, on a path that still fails, until all that was said is stored and seen. */
  private static void settle(Trial trial, int share, int last) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(trial.stored()).as("stored: %s", trial.state()).isEqualTo(share);
              assertThat(trial.last()).as(trial.state()).isGreaterThanOrEqualTo(last);
            });
    assertThat(trial.refused()).isEmpty();
    assertThat(trial.gaps()).isZero();
  }

  /** Whether it has left its carrier. */
  private boolean hasFallen(Trial trial) {
    List<String> carriers = trial.carriers();
    return carriers.indexOf(carrier) < carriers.size() - 1;
  }
}
