package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Broker.Follow;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody asked for once does not stay in memory. */
class IdleLogsTest {

  /** More than the default number of unused channels that are kept. */
  private static final int ASKED = 35_000;

  @Test
  void manyChannelsAreForgottenBeforeTheNextSweep(@TempDir Path folder) {
    EmbeddedSettings settings = Ground.settings(Duration.ofDays(1), Duration.ofDays(1));
    try (EmbeddedBroker broker =
        EmbeddedBroker.open(
            folder,
            settings,
            BrokerBench.rules(Durability.DURABLE),
            new BrokerBench(),
            UnaryOperator.identity())) {
      Follow follow = broker.follow(BrokerBench.ROOM, (grown, byPublisher) -> {});
      BrokerBench.store(broker, BrokerBench.draft(BrokerBench.ROOM));
      for (int i = 0; i < ASKED; i++) {
        BrokerBench.extent(broker, ChannelName.of("/room/" + i));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> broker.figures().channels() <= 2 * settings.maxIdle() + 1);
      assertThat(BrokerBench.texts(broker, BrokerBench.ROOM)).hasSize(1);
      follow.close();
    }
  }
}
