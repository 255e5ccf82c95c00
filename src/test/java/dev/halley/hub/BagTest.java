package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BagTest {

  private final Workbench bench = new Workbench();
  private final Bag bag = new Bag();

  private Seat seat() {
    return new Seat(
        bench.make(poll(at(0, ROOM), Duration.ofSeconds(1), ROOM), RecordingOutlet.poll()), bag);
  }

  @Test
  void holdsWhatASetWouldHoldAfterManyRandomSteps() {
    Random random = new Random(7);
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      seats.add(seat());
    }
    Set<Delivery> model = new HashSet<>();
    for (int step = 0; step < 20_000; step++) {
      Seat seat = seats.get(random.nextInt(seats.size()));
      if (random.nextInt(200) == 0) {
        assertThat(deliveries(bag.takeAll())).isEqualTo(model);
        model.clear();
      } else if (random.nextBoolean()) {
        seat.enter();
        model.add(seat.delivery);
      } else {
        seat.leave();
        model.remove(seat.delivery);
      }
      assertThat(bag.isEmpty()).isEqualTo(model.isEmpty());
    }
    assertThat(deliveries(bag.copy())).isEqualTo(model);
  }

  private static Set<Delivery> deliveries(Bag.Taken taken) {
    Set<Delivery> set = new HashSet<>();
    taken.forEach(delivery -> assertThat(set.add(delivery)).as("each is in once").isTrue());
    return set;
  }

  @Test
  void seatThatWasTakenWithAllIsOutAndCanEnterAgain() {
    Seat seat = seat();
    seat.enter();
    bag.takeAll();

    seat.leave();
    assertThat(bag.isEmpty()).isTrue();

    seat.enter();
    assertThat(bag.isEmpty()).isFalse();
  }

  @Test
  void closesOnlyWhenEmptyAndThenTakesNobody() {
    Seat seat = seat();
    seat.enter();
    assertThat(bag.closeIfEmpty()).isFalse();

    seat.leave();

    assertThat(bag.closeIfEmpty()).isTrue();
    assertThat(seat.enter()).isFalse();
  }
}
