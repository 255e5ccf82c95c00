package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(Deadlines.TICK_MILLIS);

  private final Workbench bench = new Workbench();

  private record Due(RecordingOutlet outlet, long nanos) {}

  private Due dueIn(long nanos) {
    RecordingOutlet outlet = RecordingOutlet.poll();
    long deadline = bench.deadlines.in(nanos);
    Delivery delivery =
        new Delivery(
            poll(at(0, ROOM), Duration.ofSeconds(1), ROOM), outlet, bench.carriage, deadline);
    bench.readers.enter(delivery, null);
    bench.deadlines.add(delivery);
    bench.waves.run(delivery);
    return new Due(outlet, deadline);
  }

  @Test
  void eachComesWithinATickAfterItsTimeAndNeverBefore() {
    Random random = new Random(11);
    List<Due> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      // Up to 300 s: three turns of the wheel.
      all.add(dueIn((long) (random.nextDouble() * 300e9)));
    }
    while (bench.nanos.get() < 301e9) {
      bench.nanos.addAndGet(random.nextInt((int) TICK));
      bench.deadlines.expire();
      bench.runAll();
      long now = bench.nanos.get();
      for (Due due : all) {
        boolean ended = !due.outlet().ends.isEmpty();
        assertThat(ended && now < due.nanos()).as("ended early").isFalse();
        assertThat(!ended && now >= due.nanos() + TICK).as("not ended in time").isFalse();
      }
    }
  }

  @Test
  void threadThatSleptThroughManyTicksMakesUpForAllOfThem() {
    Due soon = dueIn(TimeUnit.SECONDS.toNanos(1));
    Due late = dueIn(TimeUnit.SECONDS.toNanos(250));

    bench.pass(1000);

    assertThat(soon.outlet().ends).containsExactly(End.HOLD_RAN_OUT);
    assertThat(late.outlet().ends).containsExactly(End.HOLD_RAN_OUT);
  }

  @Test
  void deadlineThatIsPastAlreadyComesAtTheNextTick() {
    bench.pass(10);
    Due past = dueIn(-TimeUnit.SECONDS.toNanos(5));

    bench.pass(1);

    assertThat(past.outlet().ends).containsExactly(End.HOLD_RAN_OUT);
  }

  @Test
  void longHoldIsStillListedAfterItChangedItsPlace() {
    dueIn(TimeUnit.SECONDS.toNanos(250));
    bench.pass(150);
    List<Delivery> open = new ArrayList<>();

    bench.deadlines.forEach(open::add);

    assertThat(open).hasSize(1);
  }
}
