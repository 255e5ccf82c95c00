package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** What a log runs on, and those who publish to it: all that chance decides comes from one seed. */
final class Machine {

  private static final int MOST = 6;
  private static final EmbeddedSettings USUAL = EmbeddedSettings.DEFAULTS;

  private final Path temp;
  private final Random random;
  private final BrokerBench clock = new BrokerBench();
  private final Ledger ledger = new Ledger();

  Machine(Path temp, long seed) {
    this.temp = temp;
    // Neighbours among the seeds would give nearly the same at first.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  Random random() {
    return random;
  }

  Ledger ledger() {
    return ledger;
  }

  /** A folder of its own, with a message log in it unless the content is empty. */
  Path folder(byte[] content) throws IOException {
    Path folder = Files.createTempDirectory(temp, "data");
    if (content.length > 0) {
      Files.write(folder.resolve("halley.mv"), content);
    }
    return folder;
  }

  /** A log with small bounds, so that in a short time it does all that it ever does. */
  EmbeddedBroker open(Path folder, UnaryOperator<String> route) {
    EmbeddedSettings busy =
        new EmbeddedSettings(
            USUAL.fallback(),
            USUAL.maxPending(),
            USUAL.maxPendingBytes(),
            20_000,
            USUAL.tailMessages(),
            USUAL.memoryBytes(),
            1,
            Duration.ofMillis(50),
            random.nextInt(2),
            Duration.ofMillis(5),
            1 + random.nextInt(20_000),
            Duration.ofMillis(1 + random.nextInt(20)),
            Duration.ofMillis(1 + random.nextInt(20)),
            Duration.ofNanos(random.nextBoolean() ? 1 : 2_000_000),
            Duration.ofSeconds(10));
    return EmbeddedBroker.open(folder, busy, BrokerBench.rules(Durability.DURABLE), clock, route);
  }

  /** Publishes some at once, first what was refused before, and waits for the answers. */
  void publish(EmbeddedBroker broker) {
    List<Draft> drafts = ledger.refused();
    if (drafts.size() < MOST) {
      for (int i = random.nextInt(MOST); i >= 0; i--) {
        drafts.add(ledger.draft(random));
      }
      clock.advance(Duration.ofMillis(random.nextInt(1_000)));
    }
    publish(broker, drafts);
  }

  /** Publishes what has no answer yet, or an answer that is to be repeated. */
  void publish(EmbeddedBroker broker, List<Draft> drafts) {
    List<CompletableFuture<Appended>> outcomes = new ArrayList<>();
    for (Draft draft : drafts) {
      CompletableFuture<Appended> outcome = new CompletableFuture<>();
      broker.append(draft, outcome::complete);
      outcomes.add(outcome);
    }
    for (int i = 0; i < drafts.size(); i++) {
      ledger.answered(drafts.get(i), BrokerBench.get(outcomes.get(i)));
    }
  }

  /** Publishes again what was refused. */
  void publishRefused(EmbeddedBroker broker) {
    publish(broker, ledger.refused());
  }
}
