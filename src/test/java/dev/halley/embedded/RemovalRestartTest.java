package dev.halley.embedded;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.BOB;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.line;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.storeMany;
import static dev.halley.broker.BrokerBench.text;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import dev.halley.message.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A payload that was removed does not come back with a stop, wherever the message, its corrections
 * and its removal lay: in the journal or in their places.
 */
class RemovalRestartTest {

  private static final Duration EVER = Duration.ofDays(1);

  @Test
  void removalReachesTheCopyInAnInboxThatIsInMemoryAndLater(@TempDir Path temp) {
    Rules<Retention> mixed =
        new Rules<>(
            List.of(
                line("/user/alice", new Retention(Durability.MEMORY, 100, EVER)),
                line("/**", new Retention(Durability.DURABLE, 100, EVER))));
    try (Ground ground =
        new Ground(temp.resolve("data"), mixed, Ground.QUICK, UnaryOperator.identity())) {
      ground.clock().advance(Duration.ofSeconds(5));
      store(ground.broker(), draft(ALICE.inbox(), "first", null));
      ground.clock().advance(Duration.ofSeconds(-5));
      store(ground.broker(), draft(BOB.inbox(), "a", ALICE));
      store(ground.broker(), change(BOB.inbox(), "b", Payload.NULL, "a"));
      assertThat(texts(ground.broker(), BOB.inbox())).containsExactly("null", "null");
      assertThat(texts(ground.broker(), ALICE.inbox()))
          .containsExactly("\"first\"", "null", "null");
    }
  }

  /** A journal that is emptied at once, or never. */
  private static EmbeddedSettings settings(boolean moves) {
    return Ground.settings(EVER, moves ? Duration.ofMillis(1) : EVER);
  }

  private static void stop(Ground ground, boolean crash) {
    if (crash) {
      ground.crash();
    } else {
      ground.restart();
    }
  }

  private static void settled(Ground ground) {
    await().atMost(Duration.ofSeconds(60)).until(() -> ground.broker().figures().journaled() == 0);
  }

  private static Draft change(ChannelName channel, String id, Payload data, String of) {
    return Draft.to(channel, new MessageId(id), ALICE, data)
        .referring(new Referral(new MessageId(of), 0, Duration.ofMinutes(15)));
  }

  /** Has the message in its place before anything refers to it. */
  private static void place(Path data, Durability kind, ChannelName channel) {
    try (Ground ground = Ground.of(data, kind, settings(true))) {
      store(ground.broker(), draft(channel, "a", ALICE));
      settled(ground);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,DURABLE",
    "true,false,DURABLE",
    "false,true,DURABLE",
    "false,false,DURABLE",
    "false,true,LAZY",
    "false,false,LAZY"
  })
  void removedPayloadStaysAwayAfterAStop(
      boolean crash, boolean placed, Durability kind, @TempDir Path temp) {
    Path data = temp.resolve("data");
    if (placed) {
      place(data, kind, ROOM);
    }
    Path after;
    try (Ground ground = Ground.of(data, kind, settings(false))) {
      if (!placed) {
        store(ground.broker(), draft(ROOM, "a", ALICE));
      }
      store(ground.broker(), change(ROOM, "b", Payload.ofJson("\"b\""), "a"));
      store(ground.broker(), change(ROOM, "c", Payload.NULL, "a"));
      stop(ground, crash);
      assertThat(texts(ground.broker(), ROOM)).containsOnly("null").hasSize(3);
      after = ground.folder();
    }
    try (Ground ground = Ground.of(after, kind, settings(true))) {
      storeMany(ground.broker(), ROOM, 10);
      settled(ground);
      ground.restart();
      assertThat(texts(ground.broker(), ROOM).subList(0, 3)).containsOnly("null");
      assertThat(all(ground.broker(), ROOM))
          .extracting(message -> message.ties().removed())
          .startsWith(true, true, false);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void correctionIsKnownAfterAStop(boolean crash, boolean placed, @TempDir Path temp) {
    Path data = temp.resolve("data");
    if (placed) {
      place(data, Durability.DURABLE, BOB.inbox());
    }
    try (Ground ground = Ground.of(data, Durability.DURABLE, settings(false))) {
      if (!placed) {
        store(ground.broker(), draft(BOB.inbox(), "a", ALICE));
      }
      store(ground.broker(), change(BOB.inbox(), "b", Payload.ofJson("\"b\""), "a"));
      stop(ground, crash);
      for (ChannelName inbox : new ChannelName[] {BOB.inbox(), ALICE.inbox()}) {
        Message first = all(ground.broker(), inbox).get(0);
        assertThat(first.ties().corrected()).isEqualTo(2);
        assertThat(text(first)).isEqualTo("\"a\"");
      }
    }
  }
}
