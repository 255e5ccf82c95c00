package dev.halley.bench.load;

/**
 * One channel with some readers, and so many messages a second, whether all have come or not.
 *
 * @param readers how many
 * @param rate messages a second
 * @param seconds how long
 */
record Steady(int readers, int rate, int seconds) implements Row.Measurement {

  private static final int WARM_SECONDS = 1;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Crowd crowd = Crowd.gathered(stage, way, readers);
    publish(stage, crowd, WARM_SECONDS);
    crowd.tally().reset();
    double before = stage.meter().cpuMicros();
    publish(stage, crowd, seconds);
    sheet.noteDeliveries(crowd, stage.meter().cpuMicros() - before);
    sheet.note(Measure.P50, crowd.tally().millis(50));
    sheet.note(Measure.P99, crowd.tally().millis(99));
    crowd.dismiss();
  }

  private void publish(Stage stage, Crowd crowd, int time) {
    long period = 1_000_000_000L / rate;
    long next = System.nanoTime();
    for (int i = 0; i < rate * time; i++) {
      crowd.publish(0);
      next += period;
      stage.loop().pause(next - System.nanoTime());
    }
    crowd.awaitDelivery();
    crowd.awaitReturn();
  }
}
