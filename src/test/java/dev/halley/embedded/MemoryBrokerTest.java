package dev.halley.embedded;

import dev.halley.broker.BatchContract;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.BrokerContract;
import dev.halley.broker.FollowContract;
import dev.halley.broker.ReferralContract;
import dev.halley.broker.Retention.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The broker's contract, with memory logs. */
class MemoryBrokerTest implements BrokerContract, BatchContract, FollowContract, ReferralContract {

  private Ground ground;

  @BeforeEach
  void open(@TempDir Path temp) {
    ground = Ground.of(temp.resolve("data"), Durability.MEMORY, Ground.QUICK);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Override
  public EmbeddedBroker broker() {
    return ground.broker();
  }

  @Override
  public BrokerBench bench() {
    return ground.clock();
  }
}
