package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Permissions;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Broker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a delivery does where what its caller may changes, or is not in memory. */
class DeliveryRightsTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final RecordingOutlet outlet = RecordingOutlet.poll();

  @Test
  void whatMemoryDoesNotKnowOfTheCallersRightsIsLookedUpByAColdThread() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.MEMORY)))
        .thenReturn(Verdict.ALLOWED, Verdict.UNKNOWN);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.STORE))).thenReturn(Verdict.ALLOWED);
    Workbench guarded = new Workbench(Fixture.SETTINGS, permissions);
    guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    guarded.broker.append(ROOM, 1);
    guarded.carriers.remove().run();

    assertThat(outlet.batches).as("nothing on a thread that must not wait").isEmpty();
    assertThat(guarded.cold).hasSize(1);
    guarded.runAll();
    assertThat(outlet.batches).hasSize(1);
  }

  @Test
  void whoMayStillReadIsLeftAloneWhenRightsAreLookedAtAgain() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), any()))
        .thenReturn(Verdict.ALLOWED, Verdict.ALLOWED, Verdict.FORBIDDEN);
    Workbench guarded = new Workbench(Fixture.SETTINGS, permissions);
    Delivery delivery = guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    delivery.recheck(Broker.Reach.MEMORY);
    guarded.runAll();
    assertThat(outlet.ends).isEmpty();

    delivery.recheck(Broker.Reach.MEMORY);
    guarded.runAll();
    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  /** Rights that memory knows once and then no longer, and that were taken away meanwhile. */
  private static Permissions forgottenAndWithdrawn() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.MEMORY)))
        .thenReturn(Verdict.ALLOWED, Verdict.UNKNOWN);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.STORE)))
        .thenReturn(Verdict.FORBIDDEN);
    return permissions;
  }

  @Test
  void whoseRightsMemoryDoesNotKnowLooksAgainItself() {
    Workbench guarded = new Workbench(Fixture.SETTINGS, forgottenAndWithdrawn());
    Delivery delivery = guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    delivery.recheck(Broker.Reach.MEMORY);
    guarded.runAll();

    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  @Test
  void whoseRightsAreLookedUpAtOnceIsEndedWhileTheWireTakesNothing() {
    Workbench guarded = new Workbench(Fixture.SETTINGS, forgottenAndWithdrawn());
    Delivery delivery = guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    outlet.ready = false;

    delivery.recheck(Broker.Reach.STORE);
    guarded.runAll();

    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  @Test
  void rightsAreAskedAfterTheReadSoThatNothingWrittenSinceARemovalIsSeen() {
    AtomicBoolean removed = new AtomicBoolean();
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), any()))
        .thenAnswer(call -> removed.get() ? Verdict.FORBIDDEN : Verdict.ALLOWED);
    Workbench guarded = new Workbench(Fixture.SETTINGS, permissions);
    guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    guarded.broker.afterRead = channel -> removed.set(true);

    guarded.broker.append(ROOM, 1);
    guarded.runAll();

    assertThat(outlet.batches).isEmpty();
    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  @Test
  void whatIsReadWhileTheSessionEndsIsNotHandedOn() {
    Workbench bench = new Workbench();
    Delivery delivery = bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    bench.broker.afterRead = channel -> delivery.end(End.EXPIRED);

    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(outlet.batches).isEmpty();
    assertThat(outlet.ends).containsExactly(End.EXPIRED);
  }

  @Test
  void historyOfASessionThatEndedIsNotShown() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), any())).thenReturn(Verdict.ALLOWED);
    when(permissions.isOut(any())).thenReturn(true);
    HistoryReader reader = new HistoryReader(new FakeBroker(), permissions);
    HistoryQuery query = new HistoryQuery(Fixture.alice(), ROOM, null, null, Fixture.PLENTY);

    assertThat(reader.read(query, Broker.Reach.MEMORY)).isInstanceOf(HistoryPage.Removed.class);
  }

  @Test
  void historyThatMemoryMayNotShowIsLeftToWhoMayWait() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.MEMORY))).thenReturn(Verdict.UNKNOWN);
    when(permissions.ask(any(), any(), any(), eq(Broker.Reach.STORE)))
        .thenReturn(Verdict.FORBIDDEN);
    HistoryReader reader = new HistoryReader(new FakeBroker(), permissions);
    HistoryQuery query = new HistoryQuery(Fixture.alice(), ROOM, null, null, Fixture.PLENTY);

    assertThat(reader.read(query, Broker.Reach.MEMORY)).isNull();
    assertThat(reader.read(query, Broker.Reach.STORE)).isInstanceOf(HistoryPage.Removed.class);
  }
}
