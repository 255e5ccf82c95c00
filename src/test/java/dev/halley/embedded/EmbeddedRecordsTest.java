package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.Records;
import dev.halley.broker.RecordsContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  /** How many of these records are looked up in the file when each is asked for a second time. */
  private static int readAgain(int records, String value) {
    AtomicInteger reads = new AtomicInteger();
    StoreFile file = mock(StoreFile.class);
    when(file.read(any()))
        .thenAnswer(
            call -> {
              reads.incrementAndGet();
              return Optional.of(new Records.Entry(value, Long.MAX_VALUE));
            });
    EmbeddedRecords asked = new EmbeddedRecords(file, InstantSource.system(), order -> false);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < records; i++) {
        assertThat(asked.get("record-" + i)).isNotNull();
      }
    }
    return reads.get() - records;
  }

  @Test
  void whatIsRememberedIsBoundedInBytes() {
    int bytes = 500_000;
    int most = (8 << 20) / bytes;
    assertThat(readAgain(100, "n".repeat(bytes / 2))).isGreaterThanOrEqualTo(100 - most);
    assertThat(readAgain(5_000, "a session of a guest")).isZero();
  }
}
