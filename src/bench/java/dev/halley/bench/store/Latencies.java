package dev.halley.bench.store;

import java.util.Arrays;

/** How long each of many things took. One thread at a time. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;

  void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  int count() {
    return count;
  }

  /**
   * Within how many milliseconds a share of them was done, from 0 (the quickest) to 1 (the last).
   */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.ceil(share * (count - 1)))] / 1e6;
  }

  /** The median, p99 and the longest, in milliseconds. */
  @Override
  public String toString() {
    return String.format(
        "p50 %.2f ms, p99 %.2f ms, max %.2f ms", millis(0.5), millis(0.99), millis(1));
  }
}
