package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.halley.broker.BrokerException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A delivery whose channels cannot be read. */
class UnreadableLogTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final Workbench bench = new Workbench();
  private final RecordingOutlet outlet = RecordingOutlet.poll();

  @BeforeEach
  void breakTheStorage() {
    bench.broker.afterRead =
        channel -> {
          throw new BrokerException("the disk is gone");
        };
  }

  @Test
  void storageThatCannotBeReadEndsTheDeliveryAndSaysSo() {
    bench.broker.afterRead =
        channel -> {
          throw new BrokerException("the disk is gone");
        };

    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    assertThat(outlet.ends).containsExactly(End.FAILED);
    assertThat(outlet.releases).isEqualTo(1);
  }

  @Test
  void holdThatRanOutBeforeTheFirstReadFailsWithIt() {
    bench.broker.cold = channel -> true;
    bench.open(poll(at(0, ROOM), HOLD, ROOM), outlet);

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> bench.pass(26));

    assertThat(outlet.ends).containsExactly(End.FAILED);
    assertThat(outlet.releases).isEqualTo(1);
  }
}
