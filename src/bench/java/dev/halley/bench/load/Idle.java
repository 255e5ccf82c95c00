package dev.halley.bench.load;

/**
 * Many polls to which nothing comes, asked again whenever their hold runs out: the share of a core
 * that this takes.
 *
 * @param readers how many
 * @param warm how long they do so before it is measured, in seconds
 * @param seconds how long it is measured
 */
record Idle(int readers, int warm, int seconds) implements Row.Measurement {

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Crowd crowd = Crowd.gathered(stage, way, readers);
    stage.loop().pause(warm * 1_000_000_000L);
    double before = stage.meter().cpuMicros();
    stage.loop().pause(seconds * 1_000_000_000L);
    double cpu = stage.meter().cpuMicros() - before;
    sheet.note(Measure.CORE, cpu / (seconds * 1e6) * 100);
    crowd.dismiss();
    sheet.note(Measure.LOST, crowd.tally().lost() + crowd.missing());
  }
}
