package dev.halley.embedded;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.storeMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of what was removed are gone from the file. */
class EraserTest {

  private static final String SECRET = "the-payload-that-nobody-may-find";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration EVER = Duration.ofDays(1);
  private static final EmbeddedSettings NEVER =
      Ground.settings(Duration.ofMillis(20), Duration.ofMillis(20)).erasing(EVER);

  private static boolean holds(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Draft secret(String id, ChannelName channel) {
    Payload payload = Payload.ofJson("\"" + SECRET + id + "\"");
    return Draft.to(channel, new MessageId(id), ALICE, payload);
  }

  private static Draft removal(String id, ChannelName channel, long at) {
    return Draft.to(channel, new MessageId("r" + id), ALICE, Payload.NULL)
        .referring(new Referral(new MessageId(id), at, null));
  }

  private static void settled(Ground ground) {
    await().atMost(LONG).until(() -> ground.broker().figures().journaled() == 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"DURABLE", "LAZY"})
  void removedPayloadIsErasedFromTheFile(Durability kind, @TempDir Path temp) {
    try (Ground ground = Ground.of(temp.resolve("data"), kind, Ground.QUICK)) {
      for (int i = 0; i < 5; i++) {
        storeMany(ground.broker(), ROOM, 300);
        store(ground.broker(), secret("s" + i, ROOM));
        settled(ground);
      }
      storeMany(ground.broker(), ChannelName.of("/room/other"), 300);
      settled(ground);
      assertThat(holds(ground.file())).isTrue();
      List<Message> before = all(ground.broker(), ROOM);
      for (int i = 0; i < 5; i++) {
        store(ground.broker(), removal("s" + i, ROOM, 301L * (i + 1)));
      }

      await().atMost(LONG).until(() -> !holds(ground.file()));

      List<Message> after = all(ground.broker(), ROOM);
      assertThat(after.subList(0, 300)).isEqualTo(before.subList(0, 300));
      ground.restart();
      assertThat(all(ground.broker(), ROOM)).hasSize(5 * 301 + 5).isEqualTo(after);
      assertThat(all(ground.broker(), ChannelName.of("/room/other"))).hasSize(300);
    }
  }

  @Test
  void messageThatIsRemovedWhileItIsInTheJournalIsErasedToo(@TempDir Path temp) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      store(ground.broker(), secret("a", ROOM));
      store(ground.broker(), removal("a", ROOM, 1));

      await().atMost(LONG).until(() -> !holds(ground.file()));
    }
  }

  @Test
  void whatAStopKeptFromBeingErasedIsErasedAfterIt(@TempDir Path temp) {
    Path data = temp.resolve("data");
    try (Ground ground = Ground.of(data, Durability.DURABLE, NEVER)) {
      // The first time comes at once, so that only the second has to wait.
      store(ground.broker(), secret("a", ROOM));
      store(ground.broker(), removal("a", ROOM, 1));
      await().atMost(LONG).until(() -> !holds(ground.file()));
      store(ground.broker(), secret("b", ROOM));
      settled(ground);
      store(ground.broker(), draft(ROOM, "c", ALICE));
      assertThat(holds(ground.file())).isTrue();
      store(ground.broker(), removal("b", ROOM, 3));
      settled(ground);
    }
    try (Ground ground = Ground.of(data, Durability.DURABLE, NEVER)) {
      await().atMost(LONG).until(() -> !holds(ground.file()));
    }
  }

  @Test
  void whatIsAppendedMeanwhileIsThere(@TempDir Path temp) {
    try (Ground ground = Ground.durable(temp.resolve("data"))) {
      long offset = 0;
      for (int i = 0; i < 60; i++) {
        offset = store(ground.broker(), secret("s" + i, ROOM)).offset();
        storeMany(ground.broker(), ROOM, 50);
        store(ground.broker(), removal("s" + i, ROOM, offset));
      }
      List<Message> all = all(ground.broker(), ROOM);
      await().atMost(LONG).until(() -> !holds(ground.file()));
      ground.restart();
      assertThat(all(ground.broker(), ROOM)).isEqualTo(all).hasSize(60 * 52);
    }
  }
}
