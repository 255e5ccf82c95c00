package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of people who each read a channel of their own, and answer at once on the other's: a trip
 * is a publish, a message and a new poll. One message is on its way in each pair.
 *
 * @param channels how many, an even number
 * @param seconds how long
 */
record PingPong(int channels, int seconds) implements Row.Measurement {

  private static final long LOOK_NANOS = 100_000_000L;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Rally rally = new Rally(stage, way, channels);
    rally.play(stage, 1);
    Tally tally = rally.crowd.tally();
    tally.reset();
    double before = stage.meter().cpuMicros();
    rally.play(stage, seconds);
    double cpu = stage.meter().cpuMicros() - before;
    sheet.note(Measure.CPU, cpu / Math.max(1, tally.delivered()));
    sheet.note(Measure.P50, tally.millis(50));
    sheet.note(Measure.P99, tally.millis(99));
    sheet.note(Measure.LOST, tally.lost());
    sheet.note(Measure.REPEATED, tally.repeated());
    rally.end();
  }

  /** Who plays, and the connections over which they publish. */
  private static final class Rally implements Reader.Follower {

    private final Crowd crowd;
    private final List<Publisher> publishers = new ArrayList<>();
    private final int[] seen;
    private boolean isOn;

    Rally(Stage stage, Way way, int channels) {
      crowd = new Crowd(stage, way, channels, channels, this);
      seen = new int[channels];
      for (int i = 0; i < channels; i++) {
        publishers.add(new Publisher(stage.loop(), crowd.dialect(), i));
      }
      crowd.gather();
    }

    @Override
    public void heard(Reader reader) {
      if (isOn) {
        serve(reader.channel(), reader.channel() ^ 1);
      }
    }

    private void serve(int from, int to) {
      publishers.get(from).publish(crowd.channel(to), crowd.tally().publish(to));
    }

    /** Plays for so long, and lets the messages come to rest. */
    void play(Stage stage, int time) {
      isOn = true;
      long end = System.nanoTime() + time * 1_000_000_000L;
      while (System.nanoTime() < end) {
        serveWhereNobodyDoes();
        stage.loop().pause(Math.min(LOOK_NANOS, end - System.nanoTime()));
      }
      isOn = false;
      stage.meter().awaitQuiet(stage.loop());
    }

    /**
     * A pair whose message is lost (a bare servlet forgets those that come between two polls) gets
     * another.
     */
    private void serveWhereNobodyDoes() {
      for (int channel = 0; channel < seen.length; channel += 2) {
        int now = crowd.tally().published(channel);
        if (now == seen[channel]) {
          serve(channel + 1, channel);
          now++;
        }
        seen[channel] = now;
      }
    }

    void end() {
      crowd.dismiss();
      publishers.forEach(Publisher::close);
    }
  }
}
