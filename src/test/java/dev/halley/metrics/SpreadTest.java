package dev.halley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private final Spread spread = new Spread(new Spread.Scale(1_000, 1, 10, 100));

  private long[] counts() {
    ClassicHistogramBuckets buckets = snapshot().getClassicBuckets();
    return IntStream.range(0, buckets.size()).mapToLong(buckets::getCount).toArray();
  }

  private HistogramDataPointSnapshot snapshot() {
    return spread.snapshot(Labels.EMPTY);
  }

  @Test
  void sizeFallsIntoTheFirstStepThatEndsAtItOrAbove() {
    for (long size : new long[] {0, 1, 2, 10, 11, 100, 101, Long.MAX_VALUE / 4}) {
      spread.add(size);
    }

    assertThat(counts()).containsExactly(2, 2, 2, 2);
  }

  @Test
  void manyOfOneSizeAreCountedAtOnce() {
    spread.add(50, 256);

    assertThat(counts()).containsExactly(0, 0, 256, 0);
    assertThat(snapshot().getSum()).isEqualTo(12.8);
  }

  @Test
  void whatIsBelowNothingIsNothing() {
    spread.add(-5);

    assertThat(counts()).containsExactly(1, 0, 0, 0);
    assertThat(snapshot().getSum()).isZero();
  }

  @Test
  void boundsAreToldInTheUnitThatIsRead() {
    ClassicHistogramBuckets buckets = snapshot().getClassicBuckets();

    assertThat(buckets.getUpperBound(0)).isEqualTo(0.001);
    assertThat(buckets.getUpperBound(2)).isEqualTo(0.1);
    assertThat(buckets.getUpperBound(3)).isInfinite();
  }

  @Test
  void nothingIsLostWhenManyCountAtOnce() {
    IntStream.range(0, 100_000).parallel().forEach(i -> spread.add(i % 200));

    assertThat(snapshot().getCount()).isEqualTo(100_000);
    assertThat(counts()).containsExactly(1_000, 4_500, 45_000, 49_500);
  }
}
