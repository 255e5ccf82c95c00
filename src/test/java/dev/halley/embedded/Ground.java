package dev.halley.embedded;

import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A folder with a broker in it that can be closed, crashed and opened again. */
final class Ground implements AutoCloseable {

  static final EmbeddedSettings QUICK = settings(Duration.ofMillis(20), Duration.ofMillis(200));

  /** Nothing happens by itself. */
  static final EmbeddedSettings STILL = settings(Duration.ofDays(1), Duration.ofDays(1));

  private final BrokerBench clock = new BrokerBench();
  private final Rules<Retention> rules;
  private final EmbeddedSettings settings;
  private final UnaryOperator<String> route;
  private Path folder;
  private EmbeddedBroker broker;

  Ground(
      Path folder, Rules<Retention> rules, EmbeddedSettings settings, UnaryOperator<String> route) {
    this.folder = folder;
    this.rules = rules;
    this.settings = settings;
    this.route = route;
    broker = opened(folder);
  }

  static Ground durable(Path folder) {
    return new Ground(
        folder, BrokerBench.rules(Durability.DURABLE), QUICK, UnaryOperator.identity());
  }

  static Ground of(Path folder, Durability durability, EmbeddedSettings settings) {
    return new Ground(folder, BrokerBench.rules(durability), settings, UnaryOperator.identity());
  }

  /** The defaults, with sweeps and the journal's age as given. */
  static EmbeddedSettings settings(Duration sweepEvery, Duration journalAge) {
    return settings(sweepEvery, journalAge, EmbeddedSettings.DEFAULTS.closeWithin());
  }

  static EmbeddedSettings settings(Duration sweepEvery, Duration journalAge, Duration closeWithin) {
    EmbeddedSettings usual = EmbeddedSettings.DEFAULTS;
    return new EmbeddedSettings(
        usual.fallback(),
        usual.maxPending(),
        usual.maxPendingBytes(),
        usual.tailBytes(),
        usual.tailMessages(),
        usual.memoryBytes(),
        usual.cacheMegabytes(),
        usual.linger(),
        usual.maxIdle(),
        Duration.ofMillis(50),
        usual.journalBytes(),
        journalAge,
        sweepEvery,
        Duration.ofMillis(50),
        Duration.ofMillis(50),
        closeWithin);
  }

  private EmbeddedBroker opened(Path where) {
    return EmbeddedBroker.open(where, settings, rules, clock, route);
  }

  EmbeddedBroker broker() {
    return broker;
  }

  BrokerBench clock() {
    return clock;
  }

  Path folder() {
    return folder;
  }

  Path file() {
    return folder.resolve("halley.mv");
  }

  /** Closes the broker and opens it again. */
  void restart() {
    broker.close();
    broker = opened(folder);
  }

  /**
   * Opens what a crash would have left: a copy of the file as it is now. Nothing may be under way.
   */
  void crash() {
    Path copy = copy();
    broker.close();
    folder = copy;
    broker = opened(copy);
  }

  /** A folder with a copy of the file as it is now. */
  Path copy() {
    try {
      Path copy = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "copy");
      Files.copy(file(), copy.resolve("halley.mv"), StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      throw new AssertionError("cannot copy the file", e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
