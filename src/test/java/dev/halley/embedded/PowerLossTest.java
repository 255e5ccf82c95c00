package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Slice;
import dev.halley.embedded.FaultyDisk.Fault;
import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power goes off at any operation of the disk, also while the file is opened after the loss
 * before. Of what was not forced, anything may be there: what was acknowledged or shown is.
 */
class PowerLossTest {

  /** More take longer: {@code -Dhalley.test.seeds=5000}. */
  private static final int SEEDS = Integer.getInteger("halley.test.seeds", 30);

  private static final int LOSSES = 3;

  /**
   * A file has hardly more operations than that before it is cut off. With 600 it is also cleaned
   * of what was removed: {@code -Dhalley.test.operations=600}.
   */
  private static final int OPERATIONS = Integer.getInteger("halley.test.operations", 60);

  @TempDir private Path temp = Path.of("");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatWasPromisedIsLost(long seed) throws Exception {
    runs(seed, operation -> Fault.NONE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void norOnADiskThatFailedBefore(long seed) throws Exception {
    Random random = new Random(seed);
    runs(seed, operation -> random.nextInt(8) == 0 ? Fault.FAIL : Fault.NONE);
  }

  /** An answer that does not wait for the force is what it is on a disk that forgets to force. */
  @Test
  void answerBeforeTheForceWouldBeFound() throws Exception {
    int found = 0;
    for (long seed = 1; found == 0 && seed <= SEEDS; seed++) {
      try {
        runs(seed, operation -> Fault.LIE);
      } catch (AssertionError | BrokerException lost) {
        found++;
      }
    }
    assertThat(found).as("losses that were noticed").isPositive();
  }

  /**
   * Publishes until the power goes off, looks what is left, and again.
   *
   * @param faults what the disk does before
   */
  private void runs(long seed, LongFunction<Fault> faults) throws Exception {
    Machine machine = new Machine(temp, seed);
    byte[] content = new byte[0];
    Map<ChannelName, Position> cursors = new HashMap<>();
    for (int i = 0; i < LOSSES; i++) {
      do {
        content = powerLost(machine, content, faults);
      } while (content.length == 0);
      try (EmbeddedBroker broker =
          machine.open(machine.folder(content), UnaryOperator.identity())) {
        machine.ledger().holdsAllOf(broker);
        cursorsAreGood(broker, cursors);
        for (ChannelName log : Ledger.LOGS) {
          long seen = machine.random().nextLong(machine.ledger().known(log) + 1);
          cursors.put(log, BrokerBench.extent(broker, log).end().at(seen));
        }
      }
    }
    try (EmbeddedBroker broker = machine.open(machine.folder(content), UnaryOperator.identity())) {
      machine.publish(broker, machine.ledger().drafts());
      machine.publish(broker);
      machine.ledger().isAllOf(broker);
    }
  }

  /** What is in the file after the power went off in the midst of publishing. */
  private static byte[] powerLost(Machine machine, byte[] content, LongFunction<Fault> faults)
      throws Exception {
    Path folder = machine.folder(content);
    long last = machine.random().nextLong(1, OPERATIONS);
    try (FaultyDisk disk = new FaultyDisk(content, machine.random())) {
      disk.faults(operation -> operation < last ? Fault.NONE : Fault.CUT);
      try (EmbeddedBroker broker = machine.open(folder, disk::route);
          Onlooker onlooker = new Onlooker(broker, machine.ledger(), disk)) {
        long left = Math.max(1, last - disk.operations());
        disk.faults(operation -> operation < left ? faults.apply(operation) : Fault.CUT);
        while (!disk.isCut()) {
          machine.publish(broker);
          onlooker.isWell();
        }
      } catch (BrokerException e) {
        assertThat(disk.isCut()).as("%s", e).isTrue();
      }
      // There is no message log before it has its name.
      return Files.exists(folder.resolve("halley.mv"))
          ? disk.survivors(machine.random())
          : new byte[0];
    }
  }

  /** Clients go on where they were, with no gap. */
  private static void cursorsAreGood(EmbeddedBroker broker, Map<ChannelName, Position> cursors) {
    cursors.forEach(
        (log, cursor) -> {
          Extent extent = BrokerBench.extent(broker, log);
          assertThat(extent.epoch()).as("epoch of %s", log).isEqualTo(cursor.epoch());
          if (cursor.offset() + 1 >= extent.first()) {
            assertThat(BrokerBench.read(broker, log, cursor))
                .isInstanceOfSatisfying(
                    Slice.Messages.class,
                    found ->
                        assertThat(found.messages())
                            .as("after %s of %s", cursor, log)
                            .allMatch(message -> message.offset() > cursor.offset())
                            .hasSizeGreaterThanOrEqualTo(cursor.offset() < extent.last() ? 1 : 0));
          }
        });
  }
}
