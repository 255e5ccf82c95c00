package dev.halley.embedded;

import dev.halley.broker.Retention.Durability;
import dev.halley.message.Position;

/**
 * Which life of a log is the present one.
 *
 * <p>A log that is written durably keeps one epoch for ever, and has it before it is written to:
 * that of the file, which is drawn when the file is made. So a cursor on an empty channel stays
 * good. A lazy log may have lost its end whenever the file was not closed, and its offsets would
 * then be given twice; the file counts these lives of its own, and each gives lazy logs another
 * epoch.
 *
 * @param file the epoch of the file
 * @param lives how many lives the file has had, 1 and up: a new one begins after each stop that did
 *     not close it
 */
record Epochs(long file, long lives) {

  /** Odd, so that 2^48 lives give as many epochs. */
  private static final long STEP = 0x9E3779B97F4BL;

  /** The epoch of a log that was never written to. */
  long fresh(Durability durability) {
    return durability == Durability.LAZY ? lazy() : file;
  }

  /**
   * The epoch of a log that was written to.
   *
   * @param epoch what it was when it was written last
   * @param writtenIn how it was written, see {@link ChannelRow#lives}
   */
  long resume(long epoch, long writtenIn, Durability durability) {
    boolean whole = writtenIn == 0 || writtenIn == lives;
    boolean sameKind = durability != Durability.LAZY || writtenIn != 0;
    return whole && sameKind ? epoch : lazy();
  }

  /** What {@link ChannelRow#lives} says of a log that is written now. */
  long mark(Durability durability) {
    return durability == Durability.LAZY ? lives : 0;
  }

  private long lazy() {
    return (file + lives * STEP) & Position.MAX_EPOCH;
  }
}
