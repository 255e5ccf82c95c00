package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
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
  private static final ChannelName IN_VAIN = ChannelName.of("/room/in-vain");
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
            Duration.ofMillis(1 + random.nextInt(20)),
            Duration.ofNanos(random.nextBoolean() ? 1 : 2_000_000),
            Duration.ofSeconds(10));
    return EmbeddedBroker.open(folder, busy, BrokerBench.rules(Durability.DURABLE), clock, route);
  }

  /** Publishes some at once, first what was refused before, and waits for the answers. */
  void publish(EmbeddedBroker broker) {
    publish(broker, some());
  }

  private List<Draft> some() {
    List<Draft> drafts = ledger.refused();
    if (drafts.size() < MOST) {
      for (int i = random.nextInt(MOST); i >= 0; i--) {
        drafts.add(ledger.draft(random));
      }
      clock.advance(Duration.ofMillis(random.nextInt(1_000)));
    }
    return drafts;
  }

  /**
   * Publishes something that nobody looks for and takes it away again, so that there is something
   * to be erased from under all else.
   */
  private void publishInVain(EmbeddedBroker broker) {
    MessageId id = MessageId.random();
    broker.append(Draft.to(IN_VAIN, id, null, Payload.ofJson("\"in vain\"")), outcome -> {});
    Draft removal = Draft.to(IN_VAIN, MessageId.random(), null, Payload.NULL);
    broker.append(removal.referring(new Referral(id, 0, null)), outcome -> {});
  }

  /**
   * Publishes what has no answer yet, or an answer that is to be repeated: singly or in batches.
   */
  void publish(EmbeddedBroker broker, List<Draft> drafts) {
    if (random.nextInt(4) == 0) {
      publishInVain(broker);
    }
    List<List<Draft>> parts = new ArrayList<>();
    for (int from = 0; from < drafts.size(); ) {
      int most = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST);
      List<Draft> part = drafts.subList(from, Math.min(drafts.size(), from + most));
      parts.add(part);
      from += part.size();
    }
    answer(parts, parts.stream().map(part -> append(broker, part)).toList());
  }

  /** As {@link #publish(EmbeddedBroker)}, all of it in one batch. */
  void publishTogether(EmbeddedBroker broker) {
    List<Draft> drafts = some();
    answer(List.of(drafts), List.of(appendAll(broker, drafts)));
  }

  private void answer(List<List<Draft>> parts, List<CompletableFuture<List<Appended>>> outcomes) {
    for (int i = 0; i < parts.size(); i++) {
      ledger.answered(parts.get(i), BrokerBench.get(outcomes.get(i)));
    }
  }

  private CompletableFuture<List<Appended>> append(EmbeddedBroker broker, List<Draft> part) {
    if (part.size() > 1 || random.nextBoolean()) {
      return appendAll(broker, part);
    }
    CompletableFuture<List<Appended>> outcomes = new CompletableFuture<>();
    broker.append(part.get(0), outcome -> outcomes.complete(List.of(outcome)));
    return outcomes;
  }

  private static CompletableFuture<List<Appended>> appendAll(
      EmbeddedBroker broker, List<Draft> drafts) {
    CompletableFuture<List<Appended>> outcomes = new CompletableFuture<>();
    broker.appendAll(drafts, outcomes::complete);
    return outcomes;
  }

  /** Publishes again what was refused. */
  void publishRefused(EmbeddedBroker broker) {
    publish(broker, ledger.refused());
  }
}
