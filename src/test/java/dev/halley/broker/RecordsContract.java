package dev.halley.broker;

import static dev.halley.broker.BrokerBench.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Records} does. Whoever implements the port runs this, empty for each test. */
public interface RecordsContract {

  /** The records, none at first. */
  Records records();

  /** Their clock. */
  BrokerBench bench();

  private Entry entry(String value) {
    return new Entry(value, bench().millis() + 60_000);
  }

  private Swap swap(String key, @Nullable Entry expected, @Nullable Entry next) {
    CompletableFuture<Swap> outcome = new CompletableFuture<>();
    records().compareAndSet(key, expected, next, outcome::complete);
    return get(outcome);
  }

  @Test
  default void keyThatWasNeverSetHasNothing() {
    assertThat(records().get("a")).isNull();
  }

  @Test
  default void entryIsThereOnceItIsSet() {
    Entry entry = entry("ünï\n😀");
    assertThat(swap("a key", null, entry)).isEqualTo(Swap.DONE);
    assertThat(records().get("a key")).isEqualTo(entry);
    assertThat(records().get("another")).isNull();
  }

  @Test
  default void entryIsReplacedByWhoKnowsIt() {
    Entry first = entry("1");
    Entry second = entry("2");
    swap("a", null, first);
    assertThat(swap("a", first, second)).isEqualTo(Swap.DONE);
    assertThat(records().get("a")).isEqualTo(second);
  }

  @Test
  default void entryIsLeftAloneByWhoDoesNotKnowIt() {
    Entry first = entry("1");
    swap("a", null, first);
    assertThat(swap("a", null, entry("2"))).isEqualTo(Swap.CHANGED);
    assertThat(swap("a", entry("other"), entry("2"))).isEqualTo(Swap.CHANGED);
    assertThat(swap("a", new Entry("1", first.expires() + 1), null)).isEqualTo(Swap.CHANGED);
    assertThat(records().get("a")).isEqualTo(first);
  }

  @Test
  default void entryIsRemoved() {
    Entry first = entry("1");
    swap("a", null, first);
    assertThat(swap("a", first, null)).isEqualTo(Swap.DONE);
    assertThat(records().get("a")).isNull();
    assertThat(swap("a", first, null)).isEqualTo(Swap.CHANGED);
  }

  @Test
  default void expiredEntryIsNone() {
    Entry first = entry("1");
    swap("a", null, first);
    bench().advance(Duration.ofMinutes(1));
    assertThat(records().get("a")).isNull();
    assertThat(swap("a", first, entry("2"))).isEqualTo(Swap.CHANGED);
    assertThat(swap("a", null, entry("3"))).isEqualTo(Swap.DONE);
  }

  @Test
  default void keysAreToldInTheirOrder() {
    for (String key : List.of("b", "a/2", "a", "a/1", "aa", "é")) {
      swap(key, null, entry("x"));
    }
    swap("gone", null, new Entry("x", bench().millis() + 1_000));
    bench().advance(Duration.ofSeconds(2));
    Entry b = records().get("b");
    swap("b", b, null);

    assertThat(records().keys("", 10)).containsExactly("a", "a/1", "a/2", "aa", "é");
    assertThat(records().keys("a", 2)).containsExactly("a/1", "a/2");
    assertThat(records().keys("a/11", 10)).containsExactly("a/2", "aa", "é");
    assertThat(records().keys("é", 10)).isEmpty();
  }

  @Test
  default void entryMayBeLongAndKeptForEver() {
    Entry entry = new Entry("member ".repeat(20_000), Long.MAX_VALUE);
    assertThat(swap("a", null, entry)).isEqualTo(Swap.DONE);
    bench().advance(Duration.ofDays(10_000));
    assertThat(records().get("a")).isEqualTo(entry);
  }

  @Test
  default void whoIsToldOfAChangeFindsIt() {
    Entry first = entry("1");
    swap("a", null, first);
    CompletableFuture<Entry> found = new CompletableFuture<>();
    records().compareAndSet("a", first, entry("2"), outcome -> found.complete(records().get("a")));
    assertThat(get(found)).isEqualTo(entry("2"));
  }

  @Test
  default void changesThatComeAtOnceAreDoneOneAfterTheOther() {
    List<CompletableFuture<Swap>> outcomes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Swap> outcome = new CompletableFuture<>();
      records().compareAndSet("a", null, entry("v" + i), outcome::complete);
      outcomes.add(outcome);
    }
    assertThat(outcomes.stream().map(BrokerBench::get))
        .containsOnlyOnce(Swap.DONE)
        .containsOnly(Swap.DONE, Swap.CHANGED);
    assertThat(records().get("a")).isEqualTo(entry("v0"));
  }

  @Test
  default void whoAsksAllTheTimeKeepsNobodyFromFindingAChange() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread asker =
        new Thread(
            () -> {
              while (!done.get()) {
                records().get("a");
              }
            },
            "asker");
    asker.start();
    try {
      Entry before = null;
      for (int i = 0; i < 50; i++) {
        Entry next = i % 5 == 4 ? null : entry("v" + i);
        assertThat(swap("a", before, next)).isEqualTo(Swap.DONE);
        assertThat(records().get("a")).isEqualTo(next);
        before = next;
      }
    } finally {
      done.set(true);
      asker.join();
    }
  }
}
