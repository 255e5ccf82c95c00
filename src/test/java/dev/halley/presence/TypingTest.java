package dev.halley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypingTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Typing typing = new Typing(Duration.ofSeconds(3), nanos::get);
  private final List<Consumer<Appended>> appended = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private static Draft draft(String channel, @Nullable String user, String id) {
    return Draft.to(
        ChannelName.of(channel),
        new MessageId(id),
        user == null ? null : new UserName(user),
        Payload.ofJson("{}"));
  }

  private void says(String channel, String user, String id) {
    typing.publish(
        draft(channel, user, id),
        (draft, then) -> appended.add(then),
        (mine, outcome) -> told.add(mine + " " + outcome));
  }

  private void store(int which, long offset) {
    appended.get(which).accept(new Appended.Stored(offset, 5, false));
  }

  @Test
  void whatIsSaidTooSoonIsNotStoredAndAnsweredAsTheFirst() {
    says("/room/a/typing", "alice", "one");
    store(0, 7);
    nanos.addAndGet(Duration.ofMillis(2_900).toNanos());
    says("/room/a/typing", "alice", "two");

    assertThat(appended).hasSize(1);
    assertThat(told)
        .containsExactly(
            "one Stored[offset=7, time=5, duplicate=false]",
            "one Stored[offset=7, time=5, duplicate=true]");

    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    says("/room/a/typing", "alice", "three");
    assertThat(appended).hasSize(2);
  }

  @Test
  void whoComesBeforeTheFirstIsStoredWaitsForIt() {
    says("/room/a/typing", "alice", "one");
    says("/room/a/typing", "alice", "two");
    assertThat(told).isEmpty();

    store(0, 1);

    assertThat(appended).hasSize(1);
    assertThat(told).hasSize(2).allMatch(line -> line.startsWith("one Stored[offset=1"));
  }

  @Test
  void othersAndOtherRoomsAreNotHeldUp() {
    says("/room/a/typing", "alice", "one");
    says("/room/a/typing", "bob", "two");
    says("/room/b/typing", "alice", "three");

    assertThat(appended).hasSize(3);
  }

  @Test
  void afterAFailureTheNextIsTried() {
    says("/room/a/typing", "alice", "one");
    appended.get(0).accept(new Appended.Failed(new BrokerException("full")));
    says("/room/a/typing", "alice", "two");

    assertThat(appended).hasSize(2);
  }

  @Test
  void correctionsAndRemovalsAreNoSignals() {
    Draft removal =
        draft("/room/a/typing", "alice", "x")
            .referring(new Referral(new MessageId("one"), 1, null));
    assertThat(typing.covers(removal)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/room/a/typing, true",
    "/private/a/typing, true",
    "/room/a, false",
    "/room/typing, false",
    "/room/a/b/typing, false",
    "/user/a/typing, false",
    "/room/a/typing/x, false"
  })
  void onlySignalsOfRoomsAreLimited(String channel, boolean limited) {
    assertThat(typing.covers(draft(channel, "alice", "x"))).isEqualTo(limited);
    assertThat(typing.covers(draft(channel, null, "x"))).isFalse();
    assertThat(new Typing(Duration.ZERO, nanos::get).covers(draft(channel, "alice", "x")))
        .isFalse();
  }
}
