package dev.halley.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Caller;
import dev.halley.auth.MemberSettings;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.broker.Appended;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.EmbeddedSettings;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One thread publishes, one removes a member, and the member reads: over a stream, and with one
 * poll after the other. What was published after the removal was answered says so, and the member
 * never gets it; also where memory knows no room, so that each look asks the storage.
 */
class RemovalRaceTest {

  private static final int ROUNDS = 40;
  private static final int AFTER = 3;
  private static final UserName BOB = new UserName("bob");

  private EmbeddedBroker broker;

  @BeforeEach
  void open(@TempDir Path folder) {
    broker =
        EmbeddedBroker.open(
            folder,
            EmbeddedSettings.DEFAULTS,
            everywhere(new Retention(Durability.MEMORY, 1_000, Duration.ofHours(1))),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private static <T> Rules<T> everywhere(T column) {
    return new Rules<>(List.of(new Rules.Line<>(ChannelPattern.of("/**"), column)));
  }

  private static Caller caller(UserName user) {
    return new Caller(user, "", Caller.NEVER, null, List.of());
  }

  /** A room, who reads it, and what is said there. */
  private static final class Round {

    final ChannelName room;
    final Caller creator;
    final Hub hub;
    final Members members;
    final AtomicBoolean removed = new AtomicBoolean();
    final List<RecordingOutlet> outlets = new ArrayList<>();

    Round(Hub hub, Members members, int number) {
      this.hub = hub;
      this.members = members;
      room = ChannelName.of("/private/r" + number);
      creator = caller(new UserName("creator" + number));
    }

    void change(Set<UserName> add, Set<UserName> remove) throws Exception {
      CompletableFuture<Members.Outcome> told = new CompletableFuture<>();
      members.change(
          creator,
          new Members.Change(room, add, remove),
          outcome -> hub.recheck(remove, () -> told.complete(outcome)));
      assertThat(told.get(30, TimeUnit.SECONDS)).isInstanceOf(Members.Outcome.Known.class);
    }

    RecordingOutlet read(RecordingOutlet outlet) {
      outlets.add(outlet);
      Subscription everything =
          new Subscription(
              caller(BOB),
              null,
              List.of(room),
              Cursor.NONE,
              1_000,
              Fixture.PLENTY,
              Subscription.ENDLESS);
      assertThat(hub.open(everything, outlet)).isInstanceOf(Opened.Open.class);
      return outlet;
    }

    void publish() throws Exception {
      for (int after = 0; after < AFTER; ) {
        boolean late = removed.get();
        CompletableFuture<Appended> stored = new CompletableFuture<>();
        Payload data = Payload.ofJson(late ? "\"after\"" : "\"before\"");
        hub.publish(Draft.to(room, MessageId.random(), null, data), stored::complete);
        assertThat(stored.get(30, TimeUnit.SECONDS)).isInstanceOf(Appended.Stored.class);
        after += late ? 1 : 0;
      }
    }

    /** Polls until one is refused. */
    void poll() {
      RecordingOutlet poll;
      do {
        poll = read(RecordingOutlet.poll());
        awaitEnd(poll);
      } while (poll.ends.isEmpty());
    }

    Stream<String> seen() {
      return outlets.stream()
          .flatMap(outlet -> outlet.batches.stream())
          .flatMap(batch -> batch.messages().stream())
          .map(message -> new String(message.data().json(), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 0})
  void whoWasRemovedNeverSeesWhatWasStoredAfterwards(long cacheBytes) throws Exception {
    Members members = new Members(broker.records(), new MemberSettings(10, 10, cacheBytes));
    Permissions permissions =
        new Permissions(everywhere(new Access(Who.MEMBER, Who.MEMBER)), members);
    try (Hub hub =
        new Hub(broker, permissions, Fixture.SETTINGS, InstantSource.system(), System::nanoTime)) {
      for (int i = 0; i < ROUNDS; i++) {
        run(new Round(hub, members, i));
      }
    }
  }

  private static void run(Round round) throws Exception {
    round.change(Set.of(BOB), Set.of());
    RecordingOutlet stream = round.read(RecordingOutlet.stream());
    CompletableFuture<Void> publishing = start(round::publish);
    CompletableFuture<Void> polling = start(round::poll);

    round.change(Set.of(), Set.of(BOB));
    round.removed.set(true);

    publishing.get(60, TimeUnit.SECONDS);
    polling.get(60, TimeUnit.SECONDS);
    awaitEnd(stream);
    assertThat(stream.ends).containsExactly(End.REMOVED);
    assertThat(round.seen()).doesNotContain("\"after\"");
  }

  private static void awaitEnd(RecordingOutlet outlet) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> outlet.releases == 1);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> start(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
