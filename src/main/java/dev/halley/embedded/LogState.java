package dev.halley.embedded;

import dev.halley.message.Message;

/**
 * What a log holds at one moment, before retention hides what is too old.
 *
 * @param epoch which life of the log
 * @param first the lowest offset that is there; {@code last + 1} if none
 * @param firstTime the time of that message, or a time before it
 * @param last the readable end: the highest offset that may be given out
 * @param lastTime the time of that message; 0 if there never was one
 */
record LogState(long epoch, long first, long firstTime, long last, long lastTime) {

  /** A log that nobody wrote to. */
  static LogState empty(long epoch) {
    return new LogState(epoch, 1, 0, 0, 0);
  }

  boolean isEmpty() {
    return first > last;
  }

  /** One message longer. */
  LogState with(Message message) {
    long time = message.time();
    return new LogState(epoch, first, isEmpty() ? time : firstTime, message.offset(), time);
  }

  /** Without what lies below an offset. */
  LogState trimmedTo(long newFirst, long newFirstTime) {
    return new LogState(epoch, newFirst, newFirstTime, last, lastTime);
  }

  /** In another life. */
  LogState in(long newEpoch) {
    return new LogState(newEpoch, first, firstTime, last, lastTime);
  }
}
