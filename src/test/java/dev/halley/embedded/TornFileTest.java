package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Retention.Durability;
import dev.halley.embedded.FaultyDisk.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power went off in the midst of a commit, and the file is opened again. */
class TornFileTest {

  @TempDir private Path temp = Path.of("");

  /** A file to which messages were committed one by one, and the last of the commits is torn. */
  private byte[] torn(int messages) throws Exception {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.DURABLE, Ground.STILL)) {
      for (int i = 1; i <= messages; i++) {
        BrokerBench.store(
            ground.broker(), BrokerBench.draft(BrokerBench.ROOM, "" + i, BrokerBench.ALICE));
      }
      byte[] file = Files.readAllBytes(ground.file());
      FileHeader newest = FileHeader.newest(file);
      // All but the first sector and the last, by which the store tells a chunk.
      Arrays.fill(file, newest.start() + Sectors.SIZE, newest.end() - Sectors.SIZE, (byte) 'x');
      return file;
    }
  }

  private Path folder(byte[] file) throws Exception {
    Path folder = Files.createTempDirectory(temp, "torn");
    Files.write(folder.resolve("halley.mv"), file);
    return folder;
  }

  private static EmbeddedBroker open(Path folder, UnaryOperator<String> route) {
    return EmbeddedBroker.open(
        folder, Ground.STILL, BrokerBench.rules(Durability.DURABLE), new BrokerBench(), route);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 13, 21, 34})
  void fileIsAtTheCommitBefore(int messages) throws Exception {
    List<String> before = IntStream.range(1, messages).mapToObj(i -> "\"" + i + "\"").toList();
    try (EmbeddedBroker broker = open(folder(torn(messages)), UnaryOperator.identity())) {
      assertThat(BrokerBench.texts(broker, BrokerBench.ROOM)).isEqualTo(before);
    }
  }

  /** The library takes a part whose beginning alone is there, if it is where the next should be. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 13, 21, 34})
  void partWithoutAnEndDoesNotCount(int messages) throws Exception {
    byte[] file = torn(messages);
    FileHeader newest = FileHeader.newest(file);
    Arrays.fill(file, newest.start() + Sectors.SIZE, newest.end(), (byte) 0);
    List<String> before = IntStream.range(1, messages).mapToObj(i -> "\"" + i + "\"").toList();
    try (EmbeddedBroker broker = open(folder(file), UnaryOperator.identity())) {
      assertThat(BrokerBench.texts(broker, BrokerBench.ROOM)).isEqualTo(before);
    }
  }

  /** The power may go off again before the next commit is forced. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 13, 21, 34})
  void headerThatPointsAtThatCommitIsKeptUntilThereIsAnother(int messages) throws Exception {
    byte[] torn = torn(messages);
    FileHeader kept = FileHeader.of(torn, 1 - FileHeader.newest(torn).copy());
    Path folder = folder(torn);
    try (FaultyDisk disk = new FaultyDisk(torn, new Random(1))) {
      long forces = forces(torn);
      long[] seen = new long[1];
      disk.faults(
          operation -> {
            seen[0] = operation;
            return operation < forces ? Fault.NONE : Fault.CUT;
          });
      assertThatThrownBy(() -> open(folder, disk::route)).isInstanceOf(BrokerException.class);
      assertThat(seen[0]).isEqualTo(forces);
    }
    byte[] left = Files.readAllBytes(folder.resolve("halley.mv"));
    assertThat(FileHeader.of(left, 1 - kept.copy()).version())
        .as("the other copy points at the new commit")
        .isEqualTo(kept.version() + 1);
    assertThat(FileHeader.of(left, kept.copy())).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 13, 21, 34})
  void fileIsReadAtTheCommitBeforeAlsoWhereNothingCanBeErased(int messages) throws Exception {
    byte[] torn = torn(messages);
    Path file = folder(torn).resolve("halley.mv");
    MessageStore store =
        new StoreOpener(1, UnaryOperator.identity()).openToRead(file, Long.MAX_VALUE);
    try {
      assertThat(store.journal(0).size() + store.journal(1).size()).isEqualTo(messages - 1);
    } finally {
      store.closeNow();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(torn);
  }

  /** Which operation of an open is the last: the force of its first commit. */
  private long forces(byte[] torn) throws Exception {
    try (FaultyDisk disk = new FaultyDisk(torn, new Random(1))) {
      EmbeddedBroker broker = open(folder(torn), disk::route);
      long operations = disk.operations();
      broker.close();
      return operations;
    }
  }
}
