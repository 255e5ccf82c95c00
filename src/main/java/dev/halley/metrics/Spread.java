package dev.halley.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/**
 * How large things were: how many fell below which bound, and their sum. Any number of threads may
 * add; an addition neither waits nor allocates.
 *
 * <p>The library's own histogram counts one at a time. This one counts a wave of deliveries that
 * took the same time at once.
 */
final class Spread {

  /**
   * What is counted, and in which steps.
   *
   * @param whole so many are 1 of the unit that is told
   * @param bounds the upper ends of the steps, each within its step, ascending; a last step without
   *     an end follows
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Scale(double whole, long... bounds) {

    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000 * MICROS;
    private static final long SECONDS = 1_000 * MILLIS;

    /** Nanoseconds, told as seconds: from a tenth of a millisecond to 10 s. */
    static Scale nanos() {
      return new Scale(
          SECONDS,
          100 * MICROS,
          250 * MICROS,
          500 * MICROS,
          1 * MILLIS,
          2_500 * MICROS,
          5 * MILLIS,
          10 * MILLIS,
          25 * MILLIS,
          50 * MILLIS,
          100 * MILLIS,
          250 * MILLIS,
          500 * MILLIS,
          1 * SECONDS,
          2_500 * MILLIS,
          10 * SECONDS);
    }

    /** Milliseconds, told as seconds: from a millisecond to 5 minutes. */
    static Scale millis() {
      return new Scale(
          1_000, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 60_000, 300_000);
    }

    /** Things: from 1 to 5000. */
    static Scale things() {
      return new Scale(1, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000);
    }
  }

  private final long[] bounds;
  private final double whole;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  Spread(Scale scale) {
    bounds = scale.bounds().clone();
    whole = scale.whole();
    counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts one thing. */
  void add(long size) {
    add(size, 1);
  }

  /**
   * Counts so many things of the same size; what is below 0 counts as 0, as where a clock went
   * back.
   */
  void add(long size, int times) {
    long real = Math.max(0, size);
    int step = 0;
    while (step < bounds.length && real > bounds[step]) {
      step++;
    }
    counts[step].add(times);
    sum.add(real * times);
  }

  /** As it is now, about. */
  HistogramDataPointSnapshot snapshot(Labels labels) {
    double[] ends = new double[counts.length];
    long[] found = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      ends[i] = i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i] / whole;
      found[i] = counts[i].sum();
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(ends, found))
        .sum(sum.sum() / whole)
        .build();
  }
}
