package dev.halley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HubStressTest {

  @Test
  void millionDeliveriesLoseDoubleReorderOrHoldUpNothing() {
    long seed = System.nanoTime();

    assertThat(HubStress.run(seed, 1_000_000, Duration.ofSeconds(60))).as("seed %d", seed).isNull();
  }
}
