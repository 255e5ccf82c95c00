package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.everyoneReads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Caller;
import dev.halley.hub.Opened.Reason;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadersTest {

  private final HubSettings tight =
      new HubSettings(4, 2, 3, Duration.ofSeconds(60), new Rules<>(List.of()), 1, 1, 1);
  private final Workbench bench = new Workbench(tight, everyoneReads());

  private static Subscription.Reader reader(String client, @Nullable Long seq) {
    return new Subscription.Reader(client, "poll", seq);
  }

  private RecordingOutlet open(Subscription subscription) {
    RecordingOutlet outlet = RecordingOutlet.poll();
    bench.open(subscription, outlet);
    bench.runAll();
    return outlet;
  }

  private RecordingOutlet poll(Subscription.Reader reader) {
    return open(Fixture.poll(reader, at(0, ROOM), ROOM));
  }

  private @Nullable Reason enter(@Nullable String user, String address) {
    Caller caller =
        new Caller(
            user == null ? null : new UserName(user), address, Caller.NEVER, null, List.of());
    Subscription subscription =
        new Subscription(
            caller, null, List.of(ROOM), at(0, ROOM), 0, Fixture.PLENTY, Duration.ofSeconds(25));
    return bench.readers.enter(
        new Delivery(subscription, RecordingOutlet.poll(), bench.carriage, 0), null);
  }

  @Test
  void newestPollOfAReaderWins() {
    RecordingOutlet old = poll(reader("tab", null));
    RecordingOutlet now = poll(reader("tab", null));

    assertThat(old.ends).containsExactly(End.SUPERSEDED);
    assertThat(old.lastCursor).isEqualTo(at(0, ROOM));
    assertThat(now.ends).isEmpty();
  }

  @Test
  void pagesOfOneUserStandBesideEachOther() {
    Subscription.Reader page = new Subscription.Reader("plain", Carrier.PAGE.name(), null);
    RecordingOutlet old = poll(page);
    poll(page);

    assertThat(old.ends).isEmpty();
  }

  @Test
  void pollThatCameLateByItsCountIsTheOneThatIsSuperseded() {
    RecordingOutlet newer = poll(reader("tab", 8L));
    RecordingOutlet late = poll(reader("tab", 7L));

    assertThat(late.ends).containsExactly(End.SUPERSEDED);
    assertThat(newer.ends).isEmpty();
  }

  @Test
  void equalCountIsARepeatedRequestAndTheNewestWins() {
    RecordingOutlet old = poll(reader("tab", 7L));
    poll(reader("tab", 7L));

    assertThat(old.ends).containsExactly(End.SUPERSEDED);
  }

  @Test
  void otherReadersCarriersAndUsersAreLeftAlone() {
    RecordingOutlet held = poll(reader("tab", null));
    poll(reader("other", null));
    open(Fixture.poll(new Subscription.Reader("tab", "stream", null), at(0, ROOM), ROOM));
    Caller bob = new Caller(new UserName("bob"), "", Caller.NEVER, null, List.of());
    open(
        new Subscription(
            bob,
            reader("tab", null),
            List.of(ROOM),
            at(0, ROOM),
            0,
            Fixture.PLENTY,
            Duration.ofSeconds(25)));

    assertThat(held.ends).isEmpty();
  }

  @Test
  void userHasAtMostSoMany() {
    assertThat(enter("alice", "")).isNull();
    assertThat(enter("alice", "")).isNull();
    assertThat(enter("alice", "")).isEqualTo(Reason.USER_FULL);
    assertThat(enter("bob", "")).isNull();
  }

  @Test
  void addressHasAtMostSoManyButThatOfAProxyIsNotCounted() {
    for (int i = 0; i < 3; i++) {
      assertThat(enter(null, "192.0.2.1")).isNull();
    }
    assertThat(enter(null, "192.0.2.1")).isEqualTo(Reason.ADDRESS_FULL);
    assertThat(enter(null, "")).isNull();
  }

  @Test
  void nodeHasAtMostSoMany() {
    for (int i = 0; i < 4; i++) {
      assertThat(enter(null, "192.0.2." + i)).isNull();
    }
    assertThat(enter("alice", "192.0.2.9")).isEqualTo(Reason.NODE_FULL);
    assertThat(bench.readers.count()).isEqualTo(4);
  }

  @Test
  void pollOfAReaderThatIsAtItsLimitReplacesTheOneItHolds() {
    RecordingOutlet first = poll(reader("one", null));
    poll(reader("two", null));

    RecordingOutlet again = poll(reader("one", null));

    assertThat(first.ends).containsExactly(End.SUPERSEDED);
    assertThat(again.ends).isEmpty();
  }

  @Test
  void oneThatReplacesAnotherIsNotKeptOutBySupersedesOrComesLateToIt() {
    RecordingOutlet old = RecordingOutlet.poll();
    Delivery replaced = bench.open(Fixture.poll(reader("tab", 8L), at(0, ROOM), ROOM), old);
    bench.runAll();
    poll(reader("two", null));
    RecordingOutlet now = RecordingOutlet.poll();
    Delivery replacing =
        new Delivery(
            Fixture.poll(reader("tab", 7L), at(0, ROOM), ROOM),
            now,
            bench.carriage,
            Long.MAX_VALUE);

    assertThat(bench.readers.enter(replacing, replaced)).isNull();
    bench.runAll();

    assertThat(old.ends).as("who replaces it ends it").isEmpty();
    assertThat(now.ends).isEmpty();
  }

  @Test
  void whoLeavesMakesRoom() {
    RecordingOutlet outlet = RecordingOutlet.poll();
    Delivery delivery = bench.open(Fixture.poll(at(0, ROOM), Duration.ofSeconds(9), ROOM), outlet);
    assertThat(enter("alice", "")).isNull();
    assertThat(enter("alice", "")).isEqualTo(Reason.USER_FULL);

    delivery.end(End.GONE);
    bench.runAll();

    assertThat(enter("alice", "")).isNull();
  }

  @Test
  void whoIsAtTheLimitMayStillAskWithoutWaiting() {
    assertThat(enter("alice", "")).isNull();
    assertThat(enter("alice", "")).isNull();

    RecordingOutlet atOnce = open(Fixture.poll(at(0, ROOM), Duration.ZERO, ROOM));

    assertThat(atOnce.ends).containsExactly(End.HOLD_RAN_OUT);
    assertThat(enter("alice", "")).as("it has not made room either").isEqualTo(Reason.USER_FULL);
  }
}
