package dev.halley.hub;

import static dev.halley.hub.Fixture.OTHER;
import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Readers of a busy channel wait for more, and nobody waits in a quiet one. */
class LingerTest {

  private static final Duration HOLD = Duration.ofSeconds(25);
  private static final int MILLIS = 25;

  private final Workbench bench = new Workbench(rules(MILLIS), Fixture.everyoneReads());

  private static HubSettings rules(long millis) {
    return Fixture.lingering(
        new Rules<>(
            List.of(new Rules.Line<>(ChannelPattern.of("/room/a"), Duration.ofMillis(millis)))));
  }

  private RecordingOutlet poll(long offset) {
    RecordingOutlet outlet = RecordingOutlet.poll();
    bench.open(Fixture.poll(at(offset, ROOM), HOLD, ROOM), outlet);
    return outlet;
  }

  private void says(int number) {
    bench.broker.append(ROOM, number);
    bench.runAll();
  }

  @Test
  void firstMessageAfterAQuietTimeGoesOutAtOnce() {
    RecordingOutlet outlet = poll(0);

    says(1);

    assertThat(outlet.offsets()).containsExactly(1L);
  }

  @Test
  void messagesThatComeSoonAfterAreCarriedByOneAnswer() {
    poll(0);
    says(1);
    RecordingOutlet next = poll(1);

    says(2);
    bench.passMillis(10);
    says(3);
    bench.passMillis(14);
    assertThat(next.offsets()).as("1 ms too soon").isEmpty();
    bench.passMillis(1);

    assertThat(next.offsets()).containsExactly(2L, 3L);
    assertThat(next.batches).hasSize(1);
  }

  @Test
  void lastMessageOfManyDoesNotWaitForAnother() {
    poll(0);
    says(1);
    RecordingOutlet next = poll(1);
    bench.passMillis(MILLIS - 1);

    says(2);
    bench.passMillis(1);

    assertThat(next.offsets()).containsExactly(2L);
  }

  @Test
  void messageThatComesWhenTheTimeIsOverGoesOutAtOnce() {
    poll(0);
    says(1);
    RecordingOutlet next = poll(1);
    bench.passMillis(MILLIS);

    says(2);

    assertThat(next.offsets()).containsExactly(2L);
    assertThat(bench.later).isEmpty();
  }

  @Test
  void timeBeginsAnewWithTheWakeUpThatWasHeldBack() {
    poll(0);
    says(1);
    poll(1);
    says(2);
    bench.passMillis(MILLIS);
    RecordingOutlet third = poll(2);

    says(3);
    bench.passMillis(MILLIS - 1);
    assertThat(third.offsets()).isEmpty();
    bench.passMillis(1);

    assertThat(third.offsets()).containsExactly(3L);
  }

  @Test
  void pollThatComesWhileOthersWaitIsAnsweredWithWhatIsThere() {
    poll(0);
    says(1);
    says(2);

    assertThat(poll(1).offsets()).containsExactly(2L);
  }

  @Test
  void streamIsToldOfManyAtOnceToo() {
    RecordingOutlet stream = RecordingOutlet.stream();
    bench.open(Fixture.poll(at(0, ROOM), HOLD, ROOM), stream);
    for (int i = 1; i <= 10; i++) {
      says(i);
      bench.passMillis(5);
    }
    bench.passMillis(MILLIS);

    assertThat(stream.offsets()).hasSize(10);
    assertThat(stream.batches).hasSize(3);
  }

  @Test
  void otherChannelsAreNotHeldBack() {
    for (long offset = 0; offset < 3; offset++) {
      RecordingOutlet outlet = RecordingOutlet.poll();
      bench.open(Fixture.poll(at(offset, OTHER), HOLD, OTHER), outlet);
      bench.broker.append(OTHER, 1);
      bench.runAll();
      assertThat(outlet.offsets()).containsExactly(offset + 1);
    }
    assertThat(bench.later).isEmpty();
  }

  @Test
  void tooLongATimeIsRefused() {
    assertThatThrownBy(() -> rules(1001)).hasMessageContaining("0 to 1000 ms");
    assertThat(rules(1000).linger().lines()).hasSize(1);
  }
}
