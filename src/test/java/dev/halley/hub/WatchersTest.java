package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchersTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final Workbench bench = new Workbench();

  @Test
  void channelIsFollowedOnceHoweverManyWatchIt() {
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());

    assertThat(bench.broker.followers(ROOM)).isEqualTo(1);
  }

  @Test
  void channelIsFollowedForAWhileAfterItsLastWatcherLeft() {
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    bench.watchers.sweep();
    bench.watchers.sweep();
    assertThat(bench.broker.followers(ROOM)).as("while it is watched").isEqualTo(1);

    bench.broker.append(ROOM, 1);
    bench.runAll();
    bench.watchers.sweep();
    assertThat(bench.broker.followers(ROOM)).as("for a while").isEqualTo(1);

    bench.watchers.sweep();
    assertThat(bench.broker.followers(ROOM)).as("then no longer").isZero();
  }

  @Test
  void channelsThatAreAskedForOnceAreFollowedNoLongerWhenTheyAreMany() {
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    for (int i = 0; i < Watchers.MOST_NEW; i++) {
      ChannelName asked = ChannelName.of("/room/" + i);
      bench.open(poll(at(0, asked), Duration.ZERO, asked), RecordingOutlet.poll());
    }
    ChannelName first = ChannelName.of("/room/0");
    bench.watchers.sweep();
    bench.watchers.sweepIfMany();
    assertThat(bench.broker.followers(first)).as("not many are new since the sweep").isEqualTo(1);

    for (int i = 0; i <= Watchers.MOST_NEW; i++) {
      ChannelName asked = ChannelName.of("/other/" + i);
      bench.open(poll(at(0, asked), Duration.ZERO, asked), RecordingOutlet.poll());
    }
    bench.watchers.sweepIfMany();
    assertThat(bench.broker.followers(first)).isZero();
    assertThat(bench.broker.followers(ROOM)).as("what is watched").isEqualTo(1);
  }

  @Test
  void watcherThatComesAfterTheSweepIsWokenAgain() {
    bench.open(poll(at(0, ROOM), Duration.ZERO, ROOM), RecordingOutlet.poll());
    bench.watchers.sweep();
    bench.watchers.sweep();
    RecordingOutlet outlet = RecordingOutlet.poll();
    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    bench.broker.append(ROOM, 1);
    bench.runAll();

    assertThat(outlet.offsets()).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "32, 1", "33, 2", "1001, 2", "65536, 2", "65537, 3"})
  void whatOneSignalWakesIsDividedAmongTheThreads(int watchers, int waves) {
    for (int i = 0; i < watchers; i++) {
      bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    }

    bench.broker.append(ROOM, 1);

    assertThat(bench.carriers).hasSize(waves);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "32, 0", "33, 2"})
  void whoPublishesCarriesToAFewThemselves(int watchers, int waves) {
    RecordingOutlet first = RecordingOutlet.poll();
    bench.open(poll(at(0, ROOM), HOLD, ROOM), first);
    for (int i = 1; i < watchers; i++) {
      bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    }

    bench.broker.append(ROOM, 1, true);

    assertThat(bench.carriers).hasSize(waves);
    bench.runAll();
    assertThat(first.offsets()).containsExactly(1L);
  }
}
