package dev.halley.bench.load;

import java.util.Arrays;

/**
 * Many readers who were there before connect at once and poll with the cursor that they have, as
 * after a restart or a cut. What is measured is the CPU until all of them are held.
 *
 * @param readers how many
 * @param storms how often
 */
record Storm(int readers, int storms) implements Row.Measurement {

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Crowd crowd = Crowd.gathered(stage, way, readers);
    crowd.disperse();
    double[] cpu = new double[storms];
    for (int i = 0; i < storms; i++) {
      double before = stage.meter().cpuMicros();
      crowd.rush();
      cpu[i] = (stage.meter().cpuMicros() - before) / readers;
      // One message to each, which also shows that all are held.
      crowd.disperse();
    }
    Arrays.sort(cpu);
    sheet.note(Measure.CPU, cpu[storms / 2]);
    sheet.note(Measure.LOST, crowd.tally().lost() + crowd.missing());
    sheet.note(Measure.REPEATED, crowd.tally().repeated());
    crowd.dismiss();
  }
}
