package dev.halley.embedded;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.BOB;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.SHORT;
import static dev.halley.broker.BrokerBench.append;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.extent;
import static dev.halley.broker.BrokerBench.get;
import static dev.halley.broker.BrokerBench.read;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.storeMany;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.broker.Retention.Durability;
import dev.halley.broker.Slice;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left after a stop, whether or not there was time to close the file. */
class RestartTest {

  @TempDir private Path temp = Path.of("");

  private static void stop(Ground ground, boolean crash) {
    if (crash) {
      ground.crash();
    } else {
      ground.restart();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void durableMessagesAndTheirCursorsAreGoodAfterAStop(boolean crash) {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.DURABLE, Ground.STILL)) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      store(ground.broker(), draft(ROOM, "b", null));
      Extent before = extent(ground.broker(), ROOM);
      stop(ground, crash);
      assertThat(extent(ground.broker(), ROOM)).isEqualTo(before);
      assertThat(texts(ground.broker(), ROOM)).containsExactly("\"a\"", "\"b\"");
      assertThat(store(ground.broker(), draft(ROOM, "c", ALICE)).offset()).isEqualTo(3);
      Slice.Messages next = (Slice.Messages) read(ground.broker(), ROOM, before.end());
      assertThat(next.messages()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void durableMessagesThatLeftTheJournalAreThereToo(boolean crash) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      storeMany(ground.broker(), ROOM, 500);
      awaitSettled(ground);
      storeMany(ground.broker(), ROOM, 10);
      awaitSettled(ground);
      stop(ground, crash);
      assertThat(texts(ground.broker(), ROOM)).hasSize(510);
    }
  }

  @Test
  void oneReadBringsWhatLeftTheJournalAndWhatHasNotAsFarAsTheLimitAllows() {
    Path data = temp.resolve("data");
    try (Ground ground = Ground.durable(data)) {
      storeMany(ground.broker(), ROOM, 3);
      awaitSettled(ground);
    }
    try (Ground ground = Ground.of(data, Durability.DURABLE, Ground.STILL)) {
      storeMany(ground.broker(), ROOM, 3);
      Position start = extent(ground.broker(), ROOM).before(6);
      assertThat(offsets(ground, start, new Limit(10, 10_000)))
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(offsets(ground, start, new Limit(5, 10_000))).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(offsets(ground, start, new Limit(3, 10_000))).containsExactly(1L, 2L, 3L);
      long four = weight(ground, start, 4);
      assertThat(offsets(ground, start, new Limit(10, four))).containsExactly(1L, 2L, 3L, 4L);
      assertThat(offsets(ground, start, new Limit(10, four - 1))).containsExactly(1L, 2L, 3L);
    }
  }

  private static List<Message> some(Ground ground, Position after, Limit limit) {
    Slice slice = ground.broker().read(ROOM, after, limit, Broker.Reach.STORE);
    return ((Slice.Messages) slice).messages();
  }

  private static List<Long> offsets(Ground ground, Position after, Limit limit) {
    return some(ground, after, limit).stream().map(Message::offset).toList();
  }

  private static long weight(Ground ground, Position after, int count) {
    return some(ground, after, new Limit(count, 10_000)).stream().mapToLong(Message::weight).sum();
  }

  private static void awaitSettled(Ground ground) {
    await().until(() -> ground.broker().figures().journaled() == 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cursorOnAnEmptyDurableChannelIsGoodAfterAStop(boolean crash) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      Position before = extent(ground.broker(), ROOM).end();
      stop(ground, crash);
      store(ground.broker(), draft(ROOM, "a", ALICE));
      assertThat(((Slice.Messages) read(ground.broker(), ROOM, before)).messages()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void idsAreRememberedAfterAStop(boolean crash) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      store(ground.broker(), draft(ROOM, "placed", ALICE));
      store(ground.broker(), draft(SHORT, "gone", ALICE));
      storeMany(ground.broker(), SHORT, 100);
      awaitSettled(ground);
      store(ground.broker(), draft(ROOM, "journaled", ALICE));
      long time = ground.clock().millis();
      stop(ground, crash);
      assertThat(append(ground.broker(), draft(ROOM, "placed", ALICE)))
          .isEqualTo(new Appended.Stored(1, time, true));
      assertThat(append(ground.broker(), draft(ROOM, "journaled", ALICE)))
          .isEqualTo(new Appended.Stored(2, time, true));
      assertThat(append(ground.broker(), draft(SHORT, "gone", ALICE)))
          .isEqualTo(new Appended.Stored(1, time, true));
      assertThat(append(ground.broker(), draft(ROOM, "placed", BOB)))
          .isEqualTo(new Appended.IdTaken());
    }
  }

  @Test
  void idsThatLeftTheJournalAreForgottenInTheirTime() {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      awaitSettled(ground);
      ground.clock().advance(Duration.ofMinutes(9));
      assertThat(append(ground.broker(), draft(ROOM, "a", ALICE)))
          .isInstanceOfSatisfying(Appended.Stored.class, s -> assertThat(s.duplicate()).isTrue());
      ground.clock().advance(Duration.ofMinutes(1));
      assertThat(store(ground.broker(), draft(ROOM, "a", ALICE)).offset()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void copiesAreInBothLogsAfterAStop(boolean crash) {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.DURABLE, Ground.STILL)) {
      store(ground.broker(), draft(BOB.inbox(), "a", ALICE));
      long time = ground.clock().millis();
      stop(ground, crash);
      assertThat(texts(ground.broker(), BOB.inbox())).containsExactly("\"a\"");
      assertThat(texts(ground.broker(), ALICE.inbox())).containsExactly("\"a\"");
      assertThat(append(ground.broker(), draft(BOB.inbox(), "a", ALICE)))
          .isEqualTo(new Appended.Stored(1, time, true));
    }
  }

  @Test
  void lazyMessagesAndTheirCursorsAreGoodAfterAClose() {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.LAZY, Ground.STILL)) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      Extent before = extent(ground.broker(), ROOM);
      ground.restart();
      assertThat(extent(ground.broker(), ROOM)).isEqualTo(before);
      assertThat(texts(ground.broker(), ROOM)).containsExactly("\"a\"");
    }
  }

  @Test
  void lazyLogsAreInAnotherLifeAfterACrash() {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.LAZY, Ground.STILL)) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      Extent before = extent(ground.broker(), ROOM);
      Extent empty = extent(ground.broker(), SHORT);
      ground.crash();
      assertThat(extent(ground.broker(), ROOM).epoch()).isNotEqualTo(before.epoch());
      assertThat(extent(ground.broker(), SHORT).epoch()).isNotEqualTo(empty.epoch());
      assertThat(read(ground.broker(), ROOM, before.end())).isInstanceOf(Slice.Reset.class);
    }
  }

  @Test
  void lazyMessageIsOnTheDiskAfterAWhile() {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.LAZY, Ground.QUICK)) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      await().until(() -> !ground.broker().figures().unforced());
      ground.crash();
      assertThat(texts(ground.broker(), ROOM)).containsExactly("\"a\"");
    }
  }

  @Test
  void memoryLogsBeginAgain() {
    try (Ground ground = Ground.of(temp.resolve("data"), Durability.MEMORY, Ground.QUICK)) {
      store(ground.broker(), draft(ROOM, "a", ALICE));
      Extent before = extent(ground.broker(), ROOM);
      ground.restart();
      Extent after = extent(ground.broker(), ROOM);
      assertThat(after.last()).isZero();
      assertThat(after.epoch()).isNotEqualTo(before.epoch());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recordsAreThereAfterAStop(boolean crash) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      Entry entry = new Entry("v", ground.clock().millis() + 1_000);
      CompletableFuture<Swap> outcome = new CompletableFuture<>();
      ground.broker().records().compareAndSet("k", null, entry, outcome::complete);
      assertThat(get(outcome)).isEqualTo(Swap.DONE);
      stop(ground, crash);
      assertThat(ground.broker().records().get("k")).isEqualTo(entry);
    }
  }
}
