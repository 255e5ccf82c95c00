package dev.halley.embedded;

import java.util.concurrent.TimeUnit;

/**
 * Sees to it that the file does not hold any more what was removed. Under the store a page that is
 * written over stays where it was until its space is used again, so after a removal
 *
 * <ol>
 *   <li>the journal has to be emptied once of all that was in it then;
 *   <li>each chunk written until then of which something is old is compacted: what is needed of it
 *       is written again, and its space is free a few commits later;
 *   <li>all space that is free is made blank.
 * </ol>
 *
 * <p>That goes through much of the file, so it is begun once in a while only, and goes on in small
 * steps. How many removals are to be erased stands in the file, so a stop only delays it. Used by
 * the commit thread alone.
 */
final class Eraser {

  /** How many removals the file is not cleaned of. */
  static final String DUE = "erase";

  /** Counts up, so that there is something to commit: only commits make space free. */
  private static final String BEAT = "erase.beat";

  /** How many blocks are looked at in one step. */
  private static final int BLOCKS = 64;

  private static final long LONGEST_MINUTES = 60;

  private enum Phase {
    IDLE,
    JOURNAL,
    CHUNKS,
    SPACE
  }

  private final Settler settler;
  private final long everyNanos;
  private MessageStore store;
  private Phase phase = Phase.IDLE;
  private long nextAt = System.nanoTime();
  private long begunAt;

  /** How many removals there were when it was begun. */
  private long seen;

  /** The pass of the journal after which nothing of them is in it. */
  private long pass;

  /** Chunks of this version and later hold nothing of them. */
  private long below;

  /** The block to look at next. */
  private long block;

  Eraser(MessageStore store, Settler settler, EmbeddedSettings settings) {
    this.store = store;
    this.settler = settler;
    everyNanos = settings.eraseEvery().toNanos();
  }

  /** Goes on with a file that was opened anew. */
  void restart(MessageStore opened) {
    store = opened;
    phase = Phase.IDLE;
  }

  /** Does a part of the work; 0 if there is nothing to do, or something else has to come first. */
  int step() {
    if (phase != Phase.IDLE && isTooLate()) {
      end();
    }
    switch (phase) {
      case IDLE -> {
        return isBegun() ? 1 : 0;
      }
      case JOURNAL -> {
        return isJournalEmptied() ? 1 : 0;
      }
      case CHUNKS -> {
        compact();
        return 1;
      }
      case SPACE -> {
        blank();
        return 1;
      }
    }
    return 0;
  }

  private boolean isTooLate() {
    return System.nanoTime() - begunAt > TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
  }

  private boolean isBegun() {
    seen = store.about(DUE);
    if (seen == 0 || System.nanoTime() - nextAt < 0) {
      return false;
    }
    begunAt = System.nanoTime();
    // The pass that is under way may have begun before.
    pass = settler.passes() + 2;
    phase = Phase.JOURNAL;
    return true;
  }

  private boolean isJournalEmptied() {
    if (settler.passes() < pass && !settler.isEmpty()) {
      return false;
    }
    // It may not be committed yet that it is empty; the next chunk says so.
    below = store.version() + 1;
    phase = Phase.CHUNKS;
    return true;
  }

  private void compact() {
    if (store.compactBelow(below)) {
      store.about(BEAT, store.about(BEAT) + 1);
    } else {
      block = 0;
      phase = Phase.SPACE;
    }
  }

  private void blank() {
    block = store.blank(block, BLOCKS);
    System.getLogger("E").log(System.Logger.Level.WARNING, "BLANKED " + block + " " + below);
    if (block < 0) {
      // Blank first, and only then done with.
      store.force();
      store.about(DUE, store.about(DUE) - seen);
      end();
    }
  }

  private void end() {
    phase = Phase.IDLE;
    nextAt = System.nanoTime() + everyNanos;
  }
}
