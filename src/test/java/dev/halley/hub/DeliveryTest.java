package dev.halley.hub;

import static dev.halley.hub.Fixture.OTHER;
import static dev.halley.hub.Fixture.PLENTY;
import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.alice;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Caller;
import dev.halley.auth.Permissions;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final Workbench bench = new Workbench();
  private final RecordingOutlet outlet = RecordingOutlet.poll();

  @Test
  void pollWithSomethingWaitingIsAnsweredInItsFirstTurn() {
    bench.broker.append(ROOM, 1);

    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    assertThat(outlet.offsets()).containsExactly(1L);
    assertThat(outlet.lastCursor).isEqualTo(at(1, ROOM));
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void parkedPollIsAnsweredWhenItsChannelGrows() {
    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    assertThat(outlet.batches).isEmpty();

    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(outlet.offsets()).containsExactly(1L);
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void appendBetweenTheReadAndTheParkingIsNotMissed() {
    bench.broker.afterRead =
        channel -> {
          bench.broker.afterRead = again -> {};
          bench.broker.append(ROOM, 1);
        };

    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    assertThat(outlet.offsets()).containsExactly(1L);
  }

  @Test
  void holdThatRunsOutLeavesTheCursorWhereItWas() {
    bench.broker.append(ROOM, 1);
    bench.open(poll(at(1, ROOM), HOLD, ROOM), outlet);

    bench.pass(26);

    assertThat(outlet.ends).containsExactly(End.HOLD_RAN_OUT);
    assertThat(outlet.lastCursor).isEqualTo(at(1, ROOM));
  }

  @Test
  void tokenThatRunsOutDuringTheHoldIsSaid() {
    Caller shortLived =
        new Caller(alice().user(), "", bench.millis.get() + 20_000, null, List.of());
    Subscription subscription =
        new Subscription(shortLived, null, List.of(ROOM), at(0, ROOM), 0, PLENTY, HOLD);
    bench.open(subscription, outlet);

    bench.pass(26);

    assertThat(outlet.ends).containsExactly(End.EXPIRED);
  }

  @Test
  void pollWithoutHoldIsAnsweredAtOnce() {
    bench.open(poll(at(0, ROOM), Duration.ZERO, ROOM), outlet);

    assertThat(outlet.ends).containsExactly(End.HOLD_RAN_OUT);
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void nobodyWaitsWithoutACursor() {
    bench.broker.append(ROOM, 1);

    bench.open(poll(Cursor.NONE, HOLD, ROOM), outlet);

    assertThat(outlet.offsets()).isEmpty();
    assertThat(outlet.lastCursor).isEqualTo(at(1, ROOM));
  }

  @Test
  void channelTheCursorDoesNotCoverBeginsWithItsHistory() {
    for (int i = 1; i <= 5; i++) {
      bench.broker.append(ROOM, i);
    }
    bench.open(
        new Subscription(alice(), null, List.of(ROOM), Cursor.NONE, 2, PLENTY, HOLD), outlet);

    assertThat(outlet.offsets()).containsExactly(4L, 5L);
  }

  @Test
  void limitCutsABatchAndSaysThatThereIsMore() {
    for (int i = 1; i <= 5; i++) {
      bench.broker.append(ROOM, i);
    }
    bench.open(
        new Subscription(alice(), null, List.of(ROOM), at(0, ROOM), 0, new Limit(2, 1 << 20), HOLD),
        outlet);

    assertThat(outlet.offsets()).containsExactly(1L, 2L);
    assertThat(outlet.batches.get(0).more()).isTrue();
    assertThat(outlet.lastCursor).isEqualTo(at(2, ROOM));
  }

  @Test
  void limitThatIsJustMetIsNoCut() {
    bench.broker.append(ROOM, 1);
    bench.broker.append(ROOM, 2);

    bench.open(
        new Subscription(
            alice(), null, List.of(ROOM, OTHER), at(0, ROOM, OTHER), 0, new Limit(2, 9999), HOLD),
        outlet);

    assertThat(outlet.batches.get(0).more()).isFalse();
  }

  @Test
  void busyChannelDoesNotStarveAQuietOneOnAStream() {
    RecordingOutlet stream = RecordingOutlet.stream();
    for (int i = 1; i <= 20; i++) {
      bench.broker.append(ROOM, i);
    }
    bench.broker.append(OTHER, 1);
    bench.open(
        new Subscription(
            alice(), null, List.of(ROOM, OTHER), at(0, ROOM, OTHER), 0, new Limit(5, 99999), HOLD),
        stream);

    int batchOfQuiet = 0;
    while (stream.batches.get(batchOfQuiet).messages().stream()
        .noneMatch(m -> m.channel().equals(OTHER))) {
      batchOfQuiet++;
    }
    assertThat(batchOfQuiet).isLessThanOrEqualTo(1);
    assertThat(stream.offsets()).hasSize(21);
  }

  @Test
  void wireThatIsNotReadyIsNotReadFor() {
    RecordingOutlet stream = RecordingOutlet.stream();
    stream.ready = false;
    Delivery delivery = bench.open(poll(at(0, ROOM), HOLD, ROOM), stream);
    bench.broker.append(ROOM, 1);
    bench.runAll();
    assertThat(stream.batches).isEmpty();

    stream.ready = true;
    delivery.wake();
    bench.runAll();

    assertThat(stream.offsets()).containsExactly(1L);
  }

  @Test
  void whatRetentionRemovedIsAGapAndTheRestFollows() {
    for (int i = 1; i <= 5; i++) {
      bench.broker.append(ROOM, i);
    }
    bench.broker.trim(ROOM, 4);

    bench.open(poll(at(1, ROOM), HOLD, ROOM), outlet);

    assertThat(outlet.batches.get(0).gaps()).containsExactly(new Missed(ROOM, 2, 3, false));
    assertThat(outlet.offsets()).containsExactly(4L, 5L);
  }

  @Test
  void logThatBeganAgainIsAReset() {
    bench.broker.append(ROOM, 1);
    bench.broker.lose(ROOM);

    bench.open(poll(at(1, ROOM), HOLD, ROOM), outlet);

    assertThat(outlet.batches.get(0).gaps()).containsExactly(new Missed(ROOM, 0, 0, true));
  }

  @Test
  void coldReadGoesOnWithAColdThread() {
    bench.broker.append(ROOM, 1);
    bench.broker.cold = channel -> true;

    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);
    assertThat(outlet.batches).isEmpty();
    assertThat(bench.cold).hasSize(1);
    bench.runAll();

    assertThat(outlet.offsets()).containsExactly(1L);
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void holdThatRunsOutBeforeTheFirstReadIsAnsweredWithWhatIsThere() {
    bench.broker.append(ROOM, 1);
    bench.broker.cold = channel -> true;
    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    bench.pass(26);

    assertThat(outlet.offsets()).containsExactly(1L);
    assertThat(outlet.ends).isEmpty();
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void firstEndStays() {
    Delivery delivery = bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    delivery.end(End.GONE);
    delivery.end(End.DRAINED);
    bench.runAll();

    assertThat(outlet.ends).containsExactly(End.GONE);
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void whoIsRemovedDuringTheReadSeesNothingOfIt() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any(), any()))
        .thenReturn(Verdict.ALLOWED, Verdict.FORBIDDEN);
    Workbench guarded = new Workbench(Fixture.SETTINGS, permissions);
    guarded.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    guarded.broker.append(ROOM, 1);
    guarded.runAll();

    assertThat(outlet.batches).isEmpty();
    assertThat(outlet.ends).containsExactly(End.REMOVED);
  }

  @Test
  void deliveryThatIsOverIsForgottenEverywhere() {
    Delivery delivery = bench.open(poll(at(0, ROOM, OTHER), HOLD, ROOM, OTHER), outlet);
    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(bench.readers.count()).isZero();
    bench.deadlines.forEach(open -> assertThat(open).isNotSameAs(delivery));
    bench.broker.append(OTHER, 1);
    assertThat(bench.carriers).as("nobody is woken by the quiet channel").isEmpty();
  }

  @Test
  void allOfAWaveAreWrittenBeforeAnyIsCompleted() {
    List<RecordingOutlet> outlets = List.of(RecordingOutlet.poll(), RecordingOutlet.poll());
    List<String> order = new ArrayList<>();
    for (RecordingOutlet each : outlets) {
      bench.open(
          poll(at(0, ROOM), HOLD, ROOM),
          noting(each, () -> order.add("deliver"), () -> order.add("release")));
    }

    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(order).containsExactly("deliver", "deliver", "release", "release");
  }

  @Test
  void placeOfAPollIsFreeBeforeItsAnswerCanBeSeen() {
    List<Integer> open = new ArrayList<>();
    bench.open(
        poll(at(0, ROOM), HOLD, ROOM),
        noting(outlet, () -> open.add(bench.readers.count()), () -> {}));

    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(open).containsExactly(0);
  }

  @Test
  void streamThatIsFullEndsAfterItsBatchWithoutWaitingForAnother() {
    RecordingOutlet stream = RecordingOutlet.stream();
    stream.most = 2;
    bench.open(poll(at(0, ROOM), HOLD, ROOM), stream);

    bench.broker.append(ROOM, 1);
    bench.runAll();
    assertThat(stream.ends).isEmpty();
    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(stream.offsets()).containsExactly(1L, 2L);
    assertThat(stream.ends).containsExactly(End.ANSWERED);
    assertThat(stream.releases).isEqualTo(1);
    assertThat(bench.readers.count()).isZero();
  }

  private static Outlet noting(Outlet outlet, Runnable deliver, Runnable release) {
    return new Outlet() {
      @Override
      public void begin(Delivery delivery) {
        outlet.begin(delivery);
      }

      @Override
      public Carrier carrier() {
        return outlet.carrier();
      }

      @Override
      public boolean isFull() {
        return outlet.isFull();
      }

      @Override
      public boolean ready() {
        return outlet.ready();
      }

      @Override
      public boolean nextIsLast() {
        return outlet.nextIsLast();
      }

      @Override
      public void deliver(Batch batch) {
        deliver.run();
        outlet.deliver(batch);
      }

      @Override
      public void end(End why, Cursor cursor) {
        outlet.end(why, cursor);
      }

      @Override
      public void release() {
        release.run();
        outlet.release();
      }
    };
  }

  @Test
  void hundredChannelsAreReadByOnePoll() {
    ChannelName[] channels = new ChannelName[100];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = ChannelName.of("/room/" + i);
    }
    bench.open(poll(at(0, channels), HOLD, channels), outlet);

    bench.broker.append(channels[73], 1);
    bench.runAll();

    assertThat(outlet.offsets()).containsExactly(1L);
    assertThat(requireNonNull(outlet.lastCursor).size()).isEqualTo(100);
  }
}
