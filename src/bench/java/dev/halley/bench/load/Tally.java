package dev.halley.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What became of the messages of one measurement: each has the number of its place in its channel,
 * from 1, and is timed from just before it is published until a reader has it.
 */
final class Tally {

  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final int depth;
  private final long[] published;
  private final int[] numbers;
  private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
  private long delivered;
  private long arrivedEver;
  private long lost;
  private long repeated;
  private long lastArrival;

  /**
   * A count for so many channels.
   *
   * @param depth how many messages of a channel may be on their way at once
   */
  Tally(int channels, int depth) {
    this.depth = depth;
    published = new long[channels * depth];
    numbers = new int[channels];
  }

  /** Numbers the next message of a channel, which is about to be published. */
  int publish(int channel) {
    int number = ++numbers[channel];
    published[channel * depth + number % depth] = System.nanoTime();
    return number;
  }

  /**
   * A reader has a message.
   *
   * @param before the number of the message that it had before
   * @return the number that it has now
   */
  int arrived(int channel, int before, int number) {
    if (number <= before) {
      repeated++;
      return before;
    }
    lost += number - before - 1;
    delivered++;
    arrivedEver += number - before;
    lastArrival = System.nanoTime();
    latency.recordValue(
        Math.min(LONGEST_NANOS, lastArrival - published[channel * depth + number % depth]));
    return number;
  }

  /** Forgets what was measured, and keeps the numbers: the warm-up is over. */
  void reset() {
    latency.reset();
    delivered = 0;
    lost = 0;
    repeated = 0;
  }

  long delivered() {
    return delivered;
  }

  /** How many messages are done with since the beginning, be it that they came or are lost. */
  long arrived() {
    return arrivedEver;
  }

  /** How many messages of a channel were published. */
  int published(int channel) {
    return numbers[channel];
  }

  /** Messages that a later one of the same channel overtook for good. */
  long lost() {
    return lost;
  }

  long repeated() {
    return repeated;
  }

  /** How long after its publishing the last message of a channel came to whom it came last. */
  long sinceLatest(int channel) {
    return lastArrival - published[channel * depth + numbers[channel] % depth];
  }

  /** A percentile of the latency, in milliseconds. */
  double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }
}
