package dev.halley.hub;

import java.util.function.LongSupplier;

/**
 * Holds back the signals of one busy channel, so that an answer carries what came meanwhile: at
 * least {@code nanos} lie between two that are let through.
 *
 * <p>The signal that comes after a quiet time is let through at once. One that comes sooner is
 * noted, and made good when the time is over, also if it was the last; further ones are not needed
 * then. The note is taken away before the channel's watchers are woken, so a signal that comes
 * while they are being woken is noted anew: no signal is lost, and none waits longer than {@code
 * nanos}.
 */
final class Linger {

  private final long nanos;
  private final LongSupplier ticker;
  private final Later later;
  private final Runnable wake;

  /** When a signal was last let through. */
  private long last;

  private boolean noted;

  /** Runs something later. */
  interface Later {

    /**
     * Runs the task after so many nanoseconds, or at once if nothing is run later any more. Does
     * not wait.
     */
    void in(long nanos, Runnable task);
  }

  /**
   * @param ticker nanoseconds since some moment, never going back
   * @param wake wakes the channel's watchers; never waits
   */
  Linger(long nanos, LongSupplier ticker, Later later, Runnable wake) {
    this.nanos = nanos;
    this.ticker = ticker;
    this.later = later;
    this.wake = wake;
    this.last = ticker.getAsLong() - nanos;
  }

  /** The channel has grown. */
  void signal() {
    long due = due();
    if (due == 0) {
      wake.run();
    } else if (due > 0) {
      later.in(due, this::makeGood);
    }
  }

  /** After how long to wake; 0 for at once, negative if that is under way. */
  private synchronized long due() {
    if (noted) {
      return -1;
    }
    long now = ticker.getAsLong();
    long due = last + nanos - now;
    if (due <= 0) {
      last = now;
      return 0;
    }
    noted = true;
    return due;
  }

  private void makeGood() {
    synchronized (this) {
      noted = false;
      last = ticker.getAsLong();
    }
    wake.run();
  }
}
