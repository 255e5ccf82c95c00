package dev.halley.embedded;

import static dev.halley.broker.BrokerBench.BRIEF;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.SHORT;
import static dev.halley.broker.BrokerBench.appendAll;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.line;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.embedded.FaultyDisk.Fault;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded log does with batches beyond the contract. */
class BatchTest {

  private static final Retention DAY = new Retention(Durability.DURABLE, 1_000, Duration.ofDays(1));

  private static final Rules<Retention> MIXED =
      new Rules<>(
          List.of(
              line("/short/*", new Retention(Durability.LAZY, 1_000, Duration.ofDays(1))),
              line("/brief/*", new Retention(Durability.MEMORY, 1_000, Duration.ofDays(1))),
              line("/**", DAY)));

  @TempDir private Path temp = Path.of("");

  private static List<Draft> drafts(ChannelName channel, int count) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(draft(channel));
    }
    return drafts;
  }

  /** The defaults with other bounds for what waits, and for what is kept in memory. */
  private static EmbeddedSettings bounds(int maxPending, long memoryBytes) {
    return Ground.STILL.with(maxPending, 1 << 20, memoryBytes, 1);
  }

  @Test
  void batchSharesACommit() throws Exception {
    try (FaultyDisk disk = new FaultyDisk(new byte[0], new Random(1));
        Ground ground = new Ground(temp.resolve("data"), MIXED, Ground.STILL, disk::route)) {
      appendAll(ground.broker(), drafts(ROOM, 1));
      disk.faults(operation -> Fault.NONE);
      appendAll(ground.broker(), drafts(ROOM, 1));
      long one = disk.operations();
      disk.faults(operation -> Fault.NONE);
      appendAll(ground.broker(), drafts(ROOM, 100));
      assertThat(disk.operations()).isLessThanOrEqualTo(3 * one);
    }
  }

  @Test
  void nothingIsKeptAfterWhatTheDiskRefused() throws Exception {
    List<Draft> batch =
        List.of(
            draft(ROOM, "a", null),
            draft(SHORT, "b", null),
            draft(BRIEF, "c", null),
            draft(ROOM, "d", null));
    try (FaultyDisk disk = new FaultyDisk(new byte[0], new Random(1));
        Ground ground = new Ground(temp.resolve("data"), MIXED, Ground.QUICK, disk::route)) {
      disk.faults(operation -> Fault.FAIL);
      assertThat(appendAll(ground.broker(), batch))
          .hasSize(4)
          .allMatch(outcome -> outcome instanceof Appended.Failed);
      for (ChannelName channel : List.of(ROOM, SHORT, BRIEF)) {
        assertThat(texts(ground.broker(), channel)).as("%s", channel).isEmpty();
      }
      disk.mend();
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () ->
                  appendAll(ground.broker(), batch).stream()
                      .allMatch(outcome -> outcome instanceof Appended.Stored));
      assertThat(texts(ground.broker(), ROOM)).containsExactly("\"a\"", "\"d\"");
      assertThat(texts(ground.broker(), SHORT)).containsExactly("\"b\"");
      assertThat(texts(ground.broker(), BRIEF)).containsExactly("\"c\"");
    }
  }

  @Test
  void whatComesBeforeTheDiskIsAskedIsKept() throws Exception {
    List<Draft> batch =
        List.of(draft(BRIEF, "a", null), draft(SHORT, "b", null), draft(ROOM, "c", null));
    try (FaultyDisk disk = new FaultyDisk(new byte[0], new Random(1));
        Ground ground = new Ground(temp.resolve("data"), MIXED, Ground.QUICK, disk::route)) {
      disk.faults(operation -> Fault.FAIL);
      assertThat(appendAll(ground.broker(), batch))
          .extracting(outcome -> outcome instanceof Appended.Stored)
          .containsExactly(true, true, false);
    }
  }

  /** A file in which the ids of a channel were written by a later version. */
  private Path withIdsOfALaterVersion(ChannelName channel) {
    Path folder = temp.resolve("data");
    StoreFile file = StoreFile.open(folder, 1, UnaryOperator.identity());
    MessageStore store = file.store();
    long number = store.newNumber();
    long epoch = store.epochs().fresh(Durability.DURABLE);
    store.row(channel, new ChannelRow(number, epoch, 0, 1, 1, 0, 0, 0));
    long present = new BrokerBench().millis() / (Remembered.AGE / 2);
    store.about("ids", present);
    store.ids((int) (present % 3)).put(new MessageKey(number, 1), new byte[] {99});
    file.commit();
    file.close();
    file.closeNow();
    return folder;
  }

  @Test
  void nothingIsKeptAfterWhatCannotBeUnderstood() {
    ChannelName later = ChannelName.of("/room/later");
    List<Draft> batch =
        List.of(
            draft(ROOM, "a", null),
            draft(later, "b", null),
            draft(SHORT, "c", null),
            draft(ROOM, "d", null));
    try (Ground ground =
        new Ground(withIdsOfALaterVersion(later), MIXED, Ground.STILL, UnaryOperator.identity())) {
      for (int i = 0; i < 2; i++) {
        assertThat(appendAll(ground.broker(), batch))
            .extracting(outcome -> outcome instanceof Appended.Stored)
            .containsExactly(true, false, false, false);
        assertThat(texts(ground.broker(), ROOM)).containsExactly("\"a\"");
        assertThat(texts(ground.broker(), SHORT)).isEmpty();
      }
    }
  }

  @Test
  void batchStopsWhereMemoryIsFull() {
    List<Draft> batch = drafts(BRIEF, 4);
    try (Ground ground =
        new Ground(temp.resolve("data"), MIXED, bounds(100, 700), UnaryOperator.identity())) {
      Appended.Overloaded full = new Appended.Overloaded();
      assertThat(appendAll(ground.broker(), batch))
          .hasSize(4)
          .satisfies(outcomes -> assertThat(outcomes.get(1)).isInstanceOf(Appended.Stored.class))
          .endsWith(full, full);
      assertThat(texts(ground.broker(), BRIEF)).hasSize(2);
    }
  }

  @Test
  void batchThatIsLongerThanWhatMayWaitIsStoredInRuns() {
    List<Draft> batch = drafts(ROOM, 20);
    try (Ground ground =
        new Ground(temp.resolve("data"), MIXED, bounds(3, 1), UnaryOperator.identity())) {
      assertThat(appendAll(ground.broker(), batch))
          .hasSize(20)
          .allMatch(outcome -> outcome instanceof Appended.Stored);
      assertThat(texts(ground.broker(), ROOM))
          .isEqualTo(batch.stream().map(draft -> "\"" + draft.id().value() + "\"").toList());
    }
  }

  @Test
  void batchIsThereAfterACrash() {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      List<Draft> batch = drafts(ROOM, 50);
      appendAll(ground.broker(), batch);
      ground.crash();
      assertThat(texts(ground.broker(), ROOM)).hasSize(50);
      assertThat(appendAll(ground.broker(), batch))
          .allMatch(outcome -> outcome instanceof Appended.Stored s && s.duplicate());
    }
  }
}
