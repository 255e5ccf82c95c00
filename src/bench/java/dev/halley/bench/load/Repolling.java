package dev.halley.bench.load;

/**
 * Many polls in a small heap, each answered and asked again every few seconds, for long: what is
 * alive in the heap at the beginning, and by how much that has grown at the end.
 *
 * @param readers how many
 * @param minutes how long
 */
record Repolling(int readers, int minutes) implements Row.Measurement {

  private static final long PERIOD_NANOS = 5_000_000_000L;
  private static final int WARM = 6;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    stage.dialect(way, readers);
    long empty = stage.meter().liveHeap();
    Crowd crowd = Crowd.gathered(stage, way, readers);
    repoll(stage, crowd, WARM);
    long first = stage.meter().liveHeap();
    repoll(stage, crowd, (int) (minutes * 60_000_000_000L / PERIOD_NANOS));
    long last = stage.meter().liveHeap();
    sheet.note(Measure.HEAP, (first - empty) / 1024.0 / readers);
    sheet.note(Measure.GROWTH, (last - first) * 100.0 / first);
    sheet.note(Measure.LOST, crowd.tally().lost() + crowd.missing());
    sheet.note(Measure.REPEATED, crowd.tally().repeated());
    crowd.dismiss();
  }

  private static void repoll(Stage stage, Crowd crowd, int times) {
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      crowd.publish(0);
      crowd.awaitDelivery();
      stage.loop().pause(PERIOD_NANOS - (System.nanoTime() - start));
    }
  }
}
