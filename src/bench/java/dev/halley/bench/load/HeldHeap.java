package dev.halley.bench.load;

/**
 * The live heap of a held poll, with its connection. Each has had a message before, because a
 * server may keep something of every request on a connection.
 *
 * @param readers how many
 */
record HeldHeap(int readers) implements Row.Measurement {

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    // Who came in and polled once is remembered; that is no part of a poll.
    Crowd.gathered(stage, way, readers).dismiss();
    stage.meter().awaitQuiet(stage.loop());
    long before = stage.meter().liveHeap();
    Crowd crowd = Crowd.gathered(stage, way, readers);
    for (int i = 0; i < 2; i++) {
      crowd.publish(0);
      crowd.awaitDelivery();
      stage.meter().awaitQuiet(stage.loop());
    }
    sheet.note(Measure.HEAP, (stage.meter().liveHeap() - before) / 1024.0 / readers);
    sheet.note(Measure.LOST, crowd.tally().lost() + crowd.missing());
    sheet.note(Measure.REPEATED, crowd.tally().repeated());
    crowd.dismiss();
  }
}
