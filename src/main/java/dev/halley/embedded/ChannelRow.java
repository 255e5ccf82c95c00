package dev.halley.embedded;

/**
 * What the file knows of a channel: all that is left of an idle one.
 *
 * @param number stands for its name in the keys of its messages, 1 and up
 * @param epoch which life of the log
 * @param lives 0 if the log was written durably, so that it cannot lose its end; else the count of
 *     lives of the file in which it was written
 * @param lowest the lowest offset that may lie in the file: below {@code first} while what lies
 *     between is being removed
 * @param first the lowest offset that may be given out; {@code last + 1} if none
 * @param firstTime the time of that message, or a time before it
 * @param last the highest offset that was moved out of the journal
 * @param lastTime the time of that message
 */
record ChannelRow(
    long number,
    long epoch,
    long lives,
    long lowest,
    long first,
    long firstTime,
    long last,
    long lastTime) {

  /** The state of the log if nothing of it lies in the journal. */
  LogState state(long epochNow) {
    return new LogState(epochNow, first, firstTime, last, lastTime);
  }

  /** The same log without what lies below an offset, which is still to be removed. */
  ChannelRow trimmedTo(long newFirst, long newFirstTime) {
    return new ChannelRow(number, epoch, lives, lowest, newFirst, newFirstTime, last, lastTime);
  }

  /** The same log after what lies below an offset was removed. */
  ChannelRow cleanedTo(long newLowest) {
    return new ChannelRow(number, epoch, lives, newLowest, first, firstTime, last, lastTime);
  }
}
