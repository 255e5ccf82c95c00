package dev.halley.embedded;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.Records;
import dev.halley.broker.RecordsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the records, in the file. */
class EmbeddedRecordsTest implements RecordsContract {

  private Ground ground;

  @BeforeEach
  void open(@TempDir Path temp) {
    ground = Ground.durable(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Override
  public Records records() {
    return ground.broker().records();
  }

  @Override
  public BrokerBench bench() {
    return ground.clock();
  }
}
