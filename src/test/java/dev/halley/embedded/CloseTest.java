package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import dev.halley.embedded.FaultyDisk.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop does not wait for ever for a disk that hangs. */
class CloseTest {

  @Test
  @Timeout(60)
  void closeGivesUpOnADiskThatHangs(@TempDir Path folder) throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch mended = new CountDownLatch(1);
    CompletableFuture<Appended> late = new CompletableFuture<>();
    try (FaultyDisk disk = new FaultyDisk(new byte[0], new Random(1))) {
      EmbeddedBroker broker = open(folder, disk::route);
      BrokerBench.store(broker, BrokerBench.draft(BrokerBench.ROOM));
      disk.faults(
          operation -> {
            hanging.countDown();
            awaitOpen(mended);
            return Fault.NONE;
          });
      broker.append(BrokerBench.draft(BrokerBench.ROOM), outcome -> {});
      hanging.await();
      broker.append(BrokerBench.draft(BrokerBench.ROOM), late::complete);

      broker.close();

      assertThat(BrokerBench.get(late)).isInstanceOf(Appended.Failed.class);
      assertThat(mended.getCount()).as("the disk hangs").isOne();
      mended.countDown();
      await()
          .untilAsserted(
              () ->
                  assertThatCode(() -> open(folder, UnaryOperator.identity()).close())
                      .doesNotThrowAnyException());
    }
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EmbeddedBroker open(Path folder, UnaryOperator<String> route) {
    return EmbeddedBroker.open(
        folder,
        Ground.settings(Duration.ofDays(1), Duration.ofDays(1), Duration.ofMillis(200)),
        BrokerBench.rules(Durability.DURABLE),
        new BrokerBench(),
        route);
  }
}
