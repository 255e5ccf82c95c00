package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log tells of its commits. */
class CommitEventsTest {

  private static final int MESSAGES = 20;

  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicInteger timeless = new AtomicInteger();

  /** Appends some messages, and counts what is told meanwhile. */
  private void append(Path folder, Durability durability) {
    try (EmbeddedBroker broker =
        EmbeddedBroker.open(
            folder,
            EmbeddedSettings.DEFAULTS,
            BrokerBench.rules(durability),
            InstantSource.system(),
            (committed, nanos) -> {
              orders.addAndGet(committed);
              timeless.addAndGet(nanos > 0 ? 0 : 1);
            })) {
      BrokerBench.storeMany(broker, BrokerBench.ROOM, MESSAGES);
    }
  }

  @Test
  void everyDurableMessageIsToldOfBeforeItsPublisherKnows(@TempDir Path folder) {
    append(folder, Durability.DURABLE);

    assertThat(orders).hasValue(MESSAGES);
    assertThat(timeless).hasValue(0);
  }

  @Test
  void whatNobodyWaitsForIsNotTold(@TempDir Path folder) {
    append(folder, Durability.LAZY);
    append(folder.resolve("memory"), Durability.MEMORY);

    assertThat(orders).hasValue(0);
  }
}
