package dev.halley.hub;

import static dev.halley.hub.Fixture.PLENTY;
import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.alice;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Access;
import dev.halley.auth.Caller;
import dev.halley.auth.Membership;
import dev.halley.auth.Permissions;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final FakeBroker broker = new FakeBroker();
  private final Hub hub =
      new Hub(
          broker,
          Fixture.everyoneReads(),
          Fixture.SETTINGS,
          InstantSource.system(),
          System::nanoTime);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void holdRunsOutByTheClockOfTheHub() {
    RecordingOutlet outlet = RecordingOutlet.poll();

    hub.open(poll(at(0, ROOM), Duration.ofMillis(100), ROOM), outlet);

    await().until(() -> outlet.releases == 1);
    assertThat(outlet.ends).containsExactly(End.HOLD_RAN_OUT);
    assertThat(hub.open()).isZero();
  }

  @Test
  void drainEndsWhatIsHeldAndRefusesWhatIsNew() {
    List<RecordingOutlet> held = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RecordingOutlet outlet = RecordingOutlet.poll();
      held.add(outlet);
      hub.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    }

    hub.drain();

    await().until(() -> held.stream().allMatch(o -> o.releases == 1));
    assertThat(held).allMatch(o -> o.ends.equals(List.of(End.DRAINED)));
    assertThat(hub.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll()))
        .isEqualTo(new Opened.Refused(Opened.Reason.DRAINING));
  }

  @Test
  void deliveriesOfOneUserCanBeEnded() {
    RecordingOutlet ofAlice = RecordingOutlet.poll();
    RecordingOutlet ofBob = RecordingOutlet.poll();
    hub.open(poll(at(0, ROOM), HOLD, ROOM), ofAlice);
    Caller bob = new Caller(new UserName("bob"), "", Caller.NEVER, null, List.of());
    hub.open(new Subscription(bob, null, List.of(ROOM), at(0, ROOM), 0, PLENTY, HOLD), ofBob);

    hub.end(caller -> Objects.equals(alice().user(), caller.user()), End.REMOVED);

    await().until(() -> ofAlice.releases == 1);
    assertThat(ofAlice.ends).containsExactly(End.REMOVED);
    assertThat(ofBob.ends).isEmpty();
  }

  /** A poll of a guest, with one message waiting, under what is known of the sessions. */
  private RecordingOutlet guestPolls(Predicate<Caller> ended) {
    Access anyone = new Access(Access.Who.ANYONE, Access.Who.ANYONE);
    Permissions permissions =
        new Permissions(
            new Rules<>(List.of(new Rules.Line<>(ChannelPattern.of("/**"), anyone))),
            Membership.NONE,
            ended);
    Caller guest = new Caller(new UserName("alice"), "", Caller.NEVER, "session", List.of());
    RecordingOutlet outlet = RecordingOutlet.poll();
    broker.append(ROOM, 1);
    try (Hub guarded =
        new Hub(broker, permissions, Fixture.SETTINGS, InstantSource.system(), System::nanoTime)) {
      guarded.open(
          new Subscription(guest, null, List.of(ROOM), at(0, ROOM), 0, PLENTY, HOLD), outlet);
      await().until(() -> outlet.releases == 1);
    }
    return outlet;
  }

  @Test
  void sessionThatEndedWhileItsPollCameInGetsNothing() {
    assertThat(guestPolls(caller -> false).offsets()).containsExactly(1L);

    RecordingOutlet late = guestPolls(caller -> true);

    assertThat(late.batches).isEmpty();
    assertThat(late.ends).containsExactly(End.EXPIRED);
  }

  @Test
  void sessionThatCannotBeLookedUpGetsNothing() {
    RecordingOutlet outlet =
        guestPolls(
            caller -> {
              throw new BrokerException("the disk is gone");
            });

    assertThat(outlet.batches).isEmpty();
    assertThat(outlet.ends).containsExactly(End.FAILED);
  }

  @Test
  void replacedDeliveryEndsOnlyIfTheNewOneIsLetIn() {
    RecordingOutlet old = RecordingOutlet.poll();
    Subscription subscription = poll(at(0, ROOM), HOLD, ROOM);
    Delivery replaced = ((Opened.Open) hub.open(subscription, old)).delivery();

    assertThat(hub.open(subscription, RecordingOutlet.poll(), replaced))
        .isInstanceOf(Opened.Open.class);
    await().until(() -> old.releases == 1);
    assertThat(old.ends).containsExactly(End.GONE);

    RecordingOutlet kept = RecordingOutlet.poll();
    Delivery open = ((Opened.Open) hub.open(subscription, kept)).delivery();
    hub.drain();
    assertThat(hub.open(subscription, RecordingOutlet.poll(), open))
        .isInstanceOf(Opened.Refused.class);
    await().until(() -> kept.releases == 1);
    assertThat(kept.ends).containsExactly(End.DRAINED);
  }

  @Test
  void historyThatMemoryDoesNotKnowIsReadByAnotherThread() {
    broker.append(ROOM, 1);
    broker.cold = channel -> true;
    AtomicReference<HistoryPage> page = new AtomicReference<>();
    AtomicReference<String> thread = new AtomicReference<>();

    hub.history(
        new HistoryQuery(alice(), ROOM, null, null, PLENTY),
        found -> {
          thread.set(Thread.currentThread().getName());
          page.set(found);
        });

    await().until(() -> page.get() != null);
    assertThat(thread.get()).startsWith("halley-history");
    assertThat(page.get()).isInstanceOf(HistoryPage.Found.class);
  }

  @Test
  void rightsAreLookedAtAgainByAThreadThatMayWaitBeforeItIsSaid() {
    Permissions permissions = mock(Permissions.class);
    AtomicBoolean looked = new AtomicBoolean();
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.MEMORY))).thenReturn(Verdict.ALLOWED);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.STORE)))
        .thenAnswer(
            call -> {
              looked.set(true);
              return Verdict.FORBIDDEN;
            });
    AtomicReference<String> told = new AtomicReference<>();
    RecordingOutlet outlet = RecordingOutlet.poll();
    try (Hub guarded =
        new Hub(broker, permissions, Fixture.SETTINGS, InstantSource.system(), System::nanoTime)) {
      guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

      guarded.recheck(
          Set.of(new UserName("alice")),
          () -> told.set(looked.get() + " on " + Thread.currentThread().getName()));

      await().until(() -> told.get() != null && outlet.releases == 1);
    }
    assertThat(told.get()).startsWith("true on halley-history");
    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  @Test
  void whoeverAsksForAnotherLookIsToldWhereNobodyTakesItAnyMore() {
    AtomicBoolean told = new AtomicBoolean();
    hub.close();

    hub.recheck(Set.of(new UserName("alice")), () -> told.set(true));

    assertThat(told).isTrue();
  }

  @Test
  void closedHubLeavesNoThread() {
    hub.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    List<Thread> mine = threadsOf();
    assertThat(mine).isNotEmpty();

    hub.close();

    await().until(() -> mine.stream().noneMatch(Thread::isAlive));
  }

  private static List<Thread> threadsOf() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("halley-d"))
        .toList();
  }

  @Test
  void fiftyThousandChannelsWithAReaderEachAreAllWoken() {
    int count = 50_000;
    List<ChannelName> channels = new ArrayList<>(count);
    List<RecordingOutlet> outlets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ChannelName channel = ChannelName.of("/room/" + i);
      RecordingOutlet outlet = RecordingOutlet.poll();
      channels.add(channel);
      outlets.add(outlet);
      hub.open(poll(at(0, channel), Duration.ofMinutes(5), channel), outlet);
    }
    assertThat(hub.open()).isEqualTo(count);

    channels.forEach(channel -> broker.append(channel, 1));

    // A delivery is counted out before it hands over what it has.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> outlets.stream().allMatch(outlet -> outlet.releases == 1));
    assertThat(hub.open()).isZero();
    assertThat(outlets).allMatch(outlet -> outlet.offsets().equals(List.of(1L)));
  }
}
