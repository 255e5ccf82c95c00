package dev.halley.hub;

import static dev.halley.hub.Fixture.OTHER;
import static dev.halley.hub.Fixture.PLENTY;
import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.alice;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Caller;
import dev.halley.hub.Subscription.Reader;
import dev.halley.message.Cursor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who listens hears which named readers of users come and go. */
class ReaderEventsTest {

  private static final Duration HOLD = Duration.ofSeconds(25);
  private static final Reader TAB = new Reader("tab", "POLL", null);

  private final Workbench bench = new Workbench();

  private List<String> heard() {
    List<String> heard = List.copyOf(bench.visits.heard);
    bench.visits.heard.clear();
    return heard;
  }

  private static Subscription of(Caller caller, Cursor cursor, Duration hold) {
    return new Subscription(caller, TAB, List.of(ROOM), cursor, 0, PLENTY, hold);
  }

  @Test
  void heldPollComesAndGoesWithItsAnswer() {
    bench.open(poll(TAB, at(0, ROOM, OTHER), ROOM, OTHER), RecordingOutlet.poll());
    assertThat(heard()).containsExactly("tab came to [/room/a, /room/b]");

    bench.broker.append(OTHER, 1);
    bench.runAll();

    assertThat(heard()).containsExactly("tab went ANSWERED");
  }

  @Test
  void pollThatIsAnsweredAtOnceCountsToo() {
    bench.open(of(alice(), at(0, ROOM), Duration.ZERO), RecordingOutlet.poll());
    bench.open(of(alice(), Cursor.NONE, HOLD), RecordingOutlet.poll());

    assertThat(heard())
        .containsExactly(
            "tab came to [/room/a]",
            "tab went HOLD_RAN_OUT",
            "tab came to [/room/a]",
            "tab went ANSWERED");
  }

  @Test
  void streamStaysUntilItEnds() {
    Delivery stream = bench.open(of(alice(), at(0, ROOM), HOLD), RecordingOutlet.stream());
    bench.broker.append(ROOM, 1);
    bench.runAll();
    assertThat(heard()).containsExactly("tab came to [/room/a]");

    stream.end(End.GONE);
    bench.runAll();

    assertThat(heard()).containsExactly("tab went GONE");
  }

  @Test
  void newerPollComesBeforeTheOneThatItSupersedesGoes() {
    bench.open(poll(TAB, at(0, ROOM), ROOM), RecordingOutlet.poll());
    bench.open(poll(TAB, at(0, ROOM), ROOM), RecordingOutlet.poll());
    bench.runAll();

    assertThat(heard())
        .containsExactly("tab came to [/room/a]", "tab came to [/room/a]", "tab went SUPERSEDED");
  }

  @Test
  void whoIsAnonymousOrNamesNoReaderIsNotToldOf() {
    bench.open(of(Caller.anonymous("10.0.0.1"), at(0, ROOM), HOLD), RecordingOutlet.poll());
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    bench.pass(30);

    assertThat(heard()).isEmpty();
  }

  @Test
  void twoListenersHearTheSameInTheirOrder() {
    RecordedVisits visits = new RecordedVisits();
    ReaderEvents both = visits.and(visits);

    both.came(poll(TAB, at(0, ROOM), ROOM));
    both.went(poll(TAB, at(0, ROOM), ROOM), End.GONE);

    assertThat(visits.heard)
        .containsExactly(
            "tab came to [/room/a]", "tab came to [/room/a]", "tab went GONE", "tab went GONE");
  }
}
