package dev.halley.bench.load;

import java.util.Arrays;

/**
 * One channel with many readers, and one message at a time: the next is published when all have the
 * one before and have asked again.
 *
 * @param readers how many
 * @param messages how many are measured
 */
record FanOut(int readers, int messages) implements Row.Measurement {

  private static final int WARM = 3;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Crowd crowd = Crowd.gathered(stage, way, readers);
    for (int i = 0; i < WARM; i++) {
      next(crowd);
    }
    crowd.tally().reset();
    double[] last = new double[messages];
    double before = stage.meter().cpuMicros();
    for (int i = 0; i < messages; i++) {
      last[i] = next(crowd);
    }
    double cpu = stage.meter().cpuMicros() - before;
    Arrays.sort(last);
    sheet.noteDeliveries(crowd, cpu);
    sheet.note(Measure.LAST, last[messages / 2]);
    crowd.dismiss();
  }

  /** How long the message took to the last reader, in milliseconds. */
  private static double next(Crowd crowd) {
    crowd.publish(0);
    crowd.awaitDelivery();
    double last = crowd.tally().sinceLatest(0) / 1e6;
    crowd.awaitReturn();
    return last;
  }
}
