package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.embedded.FaultyDisk.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full or fails. What is refused was never there for anybody, there is no hole, who
 * reads goes on, and what is published again is stored once.
 */
class DiskFaultsTest {

  @TempDir private Path temp = Path.of("");

  static IntStream operations() {
    return IntStream.rangeClosed(1, 30);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anyOneOperationMayFail(int failing) throws Exception {
    storesAllInTheEnd(new Machine(temp, failing), failing, failing);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void diskMayFailForAWhile(int first) throws Exception {
    Machine machine = new Machine(temp, first);
    storesAllInTheEnd(machine, first, first + machine.random().nextInt(30));
  }

  /** Publishes on a disk of which some operations fail, again and again until all is stored. */
  private void storesAllInTheEnd(Machine machine, long firstFailing, long lastFailing)
      throws Exception {
    Path folder = machine.folder(new byte[0]);
    try (FaultyDisk disk = new FaultyDisk(new byte[0], machine.random());
        EmbeddedBroker broker = machine.open(folder, disk::route)) {
      try (Onlooker onlooker = new Onlooker(broker, machine.ledger(), disk)) {
        machine.publish(broker);
        disk.faults(
            operation ->
                operation < firstFailing || operation > lastFailing ? Fault.NONE : Fault.FAIL);
        while (disk.operations() <= lastFailing) {
          machine.publish(broker);
          onlooker.isWell();
        }
        publishRefused(machine, broker);
        assertThat(broker.isWritable()).isTrue();
      }
      machine.ledger().isAllOf(broker);
    }
    try (EmbeddedBroker again = machine.open(folder, UnaryOperator.identity())) {
      machine.ledger().isAllOf(again);
      machine.publish(again, machine.ledger().drafts());
      machine.ledger().isAllOf(again);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void batchesKeepTheirOrderThoughTheDiskFails(int first) throws Exception {
    Machine machine = new Machine(temp, first);
    Path folder = machine.folder(new byte[0]);
    try (FaultyDisk disk = new FaultyDisk(new byte[0], machine.random());
        EmbeddedBroker broker = machine.open(folder, disk::route)) {
      disk.faults(operation -> operation >= first && operation % 3 == 0 ? Fault.FAIL : Fault.NONE);
      while (disk.operations() <= first + 30) {
        machine.publishTogether(broker);
      }
      disk.mend();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(
              () -> {
                machine.publishTogether(broker);
                return machine.ledger().refused().isEmpty();
              });
      machine.ledger().isAllOf(broker);
      machine.ledger().isInOrder(broker);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void readersGoOnSoLongAsNothingCanBeWritten(int first) throws Exception {
    Machine machine = new Machine(temp, first);
    Path folder = machine.folder(new byte[0]);
    try (FaultyDisk disk = new FaultyDisk(new byte[0], machine.random());
        EmbeddedBroker broker = machine.open(folder, disk::route);
        Onlooker onlooker = new Onlooker(broker, machine.ledger(), disk)) {
      disk.faults(operation -> operation < first ? Fault.NONE : Fault.FAIL);
      while (disk.operations() < first) {
        machine.publish(broker);
      }
      for (int i = 0; i < 5; i++) {
        machine.publish(broker);
        machine.ledger().isAllOf(broker);
      }
      assertThat(broker.isWritable()).isFalse();
      long rounds = onlooker.rounds();
      await().pollInterval(Duration.ofMillis(2)).until(() -> onlooker.rounds() > rounds + 2);
      disk.mend();
      publishRefused(machine, broker);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void diskThatCouldNotEvenBeReadIsUsedAgain(int first) throws Exception {
    Machine machine = new Machine(temp, first);
    Path folder = machine.folder(new byte[0]);
    try (FaultyDisk disk = new FaultyDisk(new byte[0], machine.random());
        EmbeddedBroker broker = machine.open(folder, disk::route)) {
      machine.publish(broker);
      disk.faults(operation -> operation < first ? Fault.NONE : Fault.FAIL);
      while (disk.operations() < first) {
        machine.publish(broker);
      }
      disk.fail();
      for (int i = 0; i < 20; i++) {
        machine.publish(broker);
      }
      disk.mend();
      publishRefused(machine, broker);
    }
    try (EmbeddedBroker again = machine.open(folder, UnaryOperator.identity())) {
      machine.ledger().isAllOf(again);
    }
  }

  /** Publishes some more and what was refused, until all is stored and nothing else. */
  private static void publishRefused(Machine machine, EmbeddedBroker broker) {
    machine.publish(broker);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              machine.publishRefused(broker);
              return machine.ledger().refused().isEmpty();
            });
    machine.ledger().isAllOf(broker);
  }
}
