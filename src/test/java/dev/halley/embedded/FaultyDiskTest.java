package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The disk of the other tests loses what an honest disk may lose, and nothing else. */
class FaultyDiskTest {

  private static final int TRIES = 200;

  /** Neighbours among the seeds give nearly the same at first. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static byte[] sector(int content) {
    byte[] bytes = new byte[Sectors.SIZE];
    Arrays.fill(bytes, (byte) content);
    return bytes;
  }

  /** All that may be left, the first byte of each sector as a digit. */
  private static Set<String> possible(Sectors sectors) {
    Set<String> found = new HashSet<>();
    LongStream.range(0, TRIES).forEach(seed -> found.add(survivor(sectors, seed)));
    return found;
  }

  private static String survivor(Sectors sectors, long seed) {
    byte[] content = sectors.survivors(new Random(seed * SPREAD));
    StringBuilder digits = new StringBuilder();
    for (int at = 0; at < content.length; at += Sectors.SIZE) {
      digits.append(content[at]);
    }
    return digits.toString();
  }

  @Test
  void whatWasForcedIsAlwaysThere() {
    Sectors sectors = Sectors.of(sector(1));
    sectors.write(1, sector(2));
    sectors.write(0, sector(3));
    sectors.force();
    assertThat(possible(sectors)).containsExactly("32");
  }

  @Test
  void anyPartMayBeMissingOfWhatWasNotForced() {
    Sectors sectors = Sectors.of(sector(1));
    sectors.write(0, sector(2));
    sectors.write(1, sector(3));
    assertThat(possible(sectors)).containsExactlyInAnyOrder("1", "2", "13", "23");
  }

  @Test
  void sectorMayHoldAnyOfWhatItWasGivenSinceTheForce() {
    Sectors sectors = Sectors.of(sector(1));
    sectors.write(0, sector(2));
    sectors.write(0, sector(3));
    assertThat(possible(sectors)).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void whatWasCutOffMayBeThereUntilTheForce() {
    Sectors sectors = Sectors.of(sector(1));
    sectors.write(1, sector(2));
    sectors.force();
    sectors.write(1, null);
    assertThat(possible(sectors)).containsExactlyInAnyOrder("1", "12");
    sectors.force();
    assertThat(possible(sectors)).containsExactly("1");
  }

  @Test
  void nextForceDoesNotMakeUpForOneThatFailed() {
    Sectors sectors = Sectors.of(sector(1));
    sectors.write(0, sector(2));
    sectors.failForce();
    sectors.force();
    assertThat(possible(sectors)).containsExactlyInAnyOrder("1", "2");
    sectors.write(0, sector(2));
    sectors.force();
    assertThat(possible(sectors)).containsExactly("2");
  }

  @Test
  void diskWithoutPowerDoesNothing() {
    try (FaultyDisk disk = new FaultyDisk(sector(1), new Random(1))) {
      disk.cut();
      assertThatThrownBy(disk::force).hasMessage("the power is off");
      assertThat(disk.survivors(new Random(1))).isEqualTo(sector(1));
    }
  }
}
