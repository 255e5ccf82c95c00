package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.broker.BrokerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was closed as it should be and is not what it was: it is refused and left alone. */
class DamagedFileTest {

  @TempDir private Path temp = Path.of("");

  private final UnaryOperator<String> real = UnaryOperator.identity();

  /** A file with messages in it, closed. */
  private byte[] closed(Machine machine) throws Exception {
    Path folder = machine.folder(new byte[0]);
    try (EmbeddedBroker broker = machine.open(folder, real)) {
      for (int i = 0; i < 10; i++) {
        machine.publish(broker);
      }
    }
    return Files.readAllBytes(folder.resolve("halley.mv"));
  }

  @Test
  void fileThatLostItsEndIsRefused() throws Exception {
    Machine machine = new Machine(temp, 1);
    byte[] whole = closed(machine);
    for (int i = 0; i < 100; i++) {
      isRefusedOrWhole(
          machine, Arrays.copyOf(whole, i == 0 ? 0 : machine.random().nextInt(whole.length)));
    }
  }

  private void isRefusedOrWhole(Machine machine, byte[] cut) throws Exception {
    Path folder = machine.folder(new byte[0]);
    Path file = Files.write(folder.resolve("halley.mv"), cut);
    try (EmbeddedBroker broker = machine.open(folder, real)) {
      machine.ledger().isAllOf(broker);
    } catch (BrokerException e) {
      isSentence(e, file);
      assertThat(Files.readAllBytes(file)).as("the file").isEqualTo(cut);
    }
  }

  private static void isSentence(BrokerException e, Path file) {
    assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n").doesNotContain("[2.");
  }

  @Test
  void fileWhoseNewestPartIsDamagedIsRefused() throws Exception {
    Machine machine = new Machine(temp, 2);
    byte[] whole = closed(machine);
    FileHeader header = FileHeader.newest(whole);
    for (int at = header.start(); at < header.end(); at += 97) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Path folder = machine.folder(damaged);
      Path file = folder.resolve("halley.mv");
      assertThatThrownBy(() -> machine.open(folder, real).close())
          .as("damaged at %s", at)
          .isInstanceOfSatisfying(BrokerException.class, e -> isSentence(e, file));
      assertThat(Files.readAllBytes(file)).as("the file").isEqualTo(damaged);
    }
  }

  @Test
  void damagedCopyOfTheHeaderIsMadeUpForByTheOther() throws Exception {
    Machine machine = new Machine(temp, 3);
    byte[] whole = closed(machine);
    for (int copy = 0; copy < 2; copy++) {
      byte[] damaged = whole.clone();
      Arrays.fill(damaged, copy * FileHeader.BLOCK, (copy + 1) * FileHeader.BLOCK, (byte) 'x');
      try (EmbeddedBroker broker = machine.open(machine.folder(damaged), real)) {
        machine.ledger().isAllOf(broker);
      }
    }
  }

  @Test
  void folderInUseInTheSameProcessIsRefused() throws Exception {
    Machine machine = new Machine(temp, 4);
    Path folder = machine.folder(new byte[0]);
    try (EmbeddedBroker first = machine.open(folder, real)) {
      machine.publish(first);
      assertThatThrownBy(() -> machine.open(folder, real).close())
          .isInstanceOf(BrokerException.class)
          .hasMessage("the data folder " + folder + " is in use by another server");
      machine.publish(first);
      machine.ledger().isAllOf(first);
    }
  }
}
