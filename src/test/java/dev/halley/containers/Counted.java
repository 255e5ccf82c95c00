package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.metrics.Exposition;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What a server of a test's own counts, since a moment.
 *
 * @param before as it was then
 */
record Counted(Site site, Exposition before) {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern COUNT =
      Pattern.compile(
          "[a-z_]+_total|halley_(delivery|publish|commit)_seconds_count|[a-z_]+_writes_sum");

  /** From now on. */
  static Counted from(Site site) {
    return new Counted(site, now(site));
  }

  static Exposition now(Site site) {
    RawResponse response = site.ask(RawRequest.get("/metrics")).ok();
    assertThat(response.header("Content-Type").orElse("").replace(" ", ""))
        .startsWith("text/plain;version=0.0.4");
    return Exposition.parse(response.text());
  }

  /** Waits until the series has this value. */
  void becomes(String series, double value) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(now(site).value(series)).as(series).isEqualTo(value));
  }

  /** Waits until so many readers are held on the carrier. */
  void holds(String carrier, int readers) {
    becomes("halley_deliveries{carrier=\"" + carrier + "\"}", readers);
  }

  /** Waits until all that was counted has grown by just this, and nothing else has grown. */
  void grows(Map<String, Double> by) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(growth()).isEqualTo(new TreeMap<>(by)));
  }

  /**
   * What has grown of all that is counted one by one: no times, no sizes, no levels. Whether a
   * reader waited already when its message came is for the machine to say, so not that either.
   */
  private Map<String, Double> growth() {
    Map<String, Double> growth = new TreeMap<>();
    now(site)
        .samples()
        .forEach(
            (series, value) -> {
              double more = value - before.samples().getOrDefault(series, 0.0);
              if (more != 0 && COUNT.matcher(series).lookingAt()) {
                growth.merge(series.replaceFirst("\\{reader=.*", ""), more, Double::sum);
              }
            });
    return growth;
  }
}
