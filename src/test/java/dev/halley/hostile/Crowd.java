package dev.halley.hostile;

import dev.halley.browser.Speaker;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Says numbers in a room, a handful at a time, straight to the server, while it may. */
final class Crowd implements AutoCloseable {

  private static final int HANDFUL = 100;
  private static final long PACE_MILLIS = 100;

  private final Speaker speaker;
  private final String room;
  private final int all;
  private final ScheduledFuture<?> speech;
  private boolean may;
  private int said;

  /**
   * @param all how many numbers it says, a multiple of 100
   */
  Crowd(Speaker speaker, String room, int all, ScheduledExecutorService clock) {
    this.speaker = speaker;
    this.room = room;
    this.all = all;
    this.speech =
        clock.scheduleWithFixedDelay(this::go, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  String room() {
    return room;
  }

  /** Lets it speak or be silent; after this it is, at once. */
  synchronized void speak(boolean now) {
    may = now;
  }

  /** How many it has said, all of them stored. */
  synchronized int said() {
    return said;
  }

  synchronized boolean hasSaidAll() {
    return said == all;
  }

  private synchronized void go() {
    if (may && said < all) {
      List<String> next =
          IntStream.rangeClosed(said + 1, said + HANDFUL).mapToObj(Integer::toString).toList();
      speaker.say(room, next);
      said += HANDFUL;
    }
  }

  @Override
  public void close() {
    speech.cancel(false);
  }
}
