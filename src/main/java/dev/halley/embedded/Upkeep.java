package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The commit thread's hand on the file: forces it, opens it anew after a failure, and does the work
 * on it that nobody waits for.
 *
 * <p>That work are steps in proportion to the group before, so that the journal empties twice as
 * fast as it fills, and no append waits for long.
 */
final class Upkeep {

  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final int IDLE_WORK = 2_048;
  private static final int LEAST_WORK = 64;
  private static final int STEP = 512;

  private final StoreFile file;
  private final EmbeddedRecords records;
  private final EmbeddedSettings settings;
  private final InstantSource clock;
  private final Sweeper sweeper;
  private final Settler settler;
  private final Eraser eraser;

  /** Why nothing can be stored now; null if all is well. */
  private volatile @Nullable BrokerException broken;

  /** Whether what is in memory goes with what is in the file: nothing is done before it does. */
  private boolean restored = true;

  private long retryAt;
  private long changedSince;

  Upkeep(
      StoreFile file,
      Logs logs,
      EmbeddedRecords records,
      EmbeddedSettings settings,
      InstantSource clock) {
    this.file = file;
    this.records = records;
    this.settings = settings;
    this.clock = clock;
    sweeper = new Sweeper(file.store(), logs, settings);
    settler = Settler.resume(file.store(), logs, settings, sweeper::written);
    eraser = new Eraser(file.store(), settler, settings);
  }

  Settler settler() {
    return settler;
  }

  /** Whether nothing can be stored now, as far as the last try told; any thread may ask. */
  boolean isBroken() {
    return broken != null;
  }

  /**
   * Whether nothing is wrong with the disk: a thread that is interrupted while it reads closes the
   * file.
   */
  static boolean isOnlyClosed(Throwable e) {
    return e instanceof MVStoreException failure && MessageStore.isClosed(failure);
  }

  /** Why nothing is tried at present; null if it is. */
  @Nullable BrokerException refusal() {
    BrokerException why = broken;
    if (why == null) {
      return null;
    }
    if (System.nanoTime() - retryAt < 0) {
      return why;
    }
    if (!restored) {
      repair(why);
    }
    return restored ? null : broken;
  }

  /** Whether what nobody waits for has waited for the disk as long as it may. */
  boolean isForceDue() {
    if (!file.store().isChanged()) {
      changedSince = 0;
      return false;
    }
    long nanos = System.nanoTime();
    changedSince = changedSince == 0 ? nanos : changedSince;
    return nanos - changedSince >= settings.lazyDelay().toNanos();
  }

  /** Has all changes on the disk. */
  void force() {
    file.commit();
    changedSince = 0;
    settler.committed();
    records.settled();
    if (broken != null) {
      broken = null;
      LOG.log(System.Logger.Level.INFO, "the message log can be written again");
    }
  }

  /** Opens the file anew after a failure; from then on orders are refused for a while. */
  BrokerException repair(Throwable e) {
    BrokerException why = e instanceof BrokerException known ? known : file.unwritable(e);
    boolean closed = isOnlyClosed(e);
    if (Thread.interrupted()) {
      LOG.log(System.Logger.Level.WARNING, "the commit thread was interrupted; it goes on");
    }
    if (broken == null && !closed) {
      LOG.log(System.Logger.Level.ERROR, why.getMessage() + "; appends fail until it works", e);
    }
    restored = false;
    try {
      file.reopen();
      settler.restart(file.store());
      sweeper.restart(file.store());
      eraser.restart(file.store());
      records.settled();
      restored = true;
      broken = closed ? broken : why;
    } catch (RuntimeException | Error stillBroken) {
      broken = why;
    }
    retryAt = System.nanoTime() + settings.retryAfter().toNanos();
    return why;
  }

  /**
   * Does a part of the work that nobody waits for.
   *
   * @param orders how many there were in the last group
   * @param isIdle whether none waits now
   * @return whether there is more to do
   */
  boolean work(int orders, BooleanSupplier isIdle) {
    if (refusal() != null) {
      return false;
    }
    int left = orders == 0 ? IDLE_WORK : Math.max(LEAST_WORK, 2 * orders);
    try {
      int done;
      do {
        int most = Math.min(left, STEP);
        done = settler.step(most, clock.millis()) + sweeper.step(most, clock.millis());
        done += eraser.step();
        left -= most;
        // Small commits: a chunk of the file can be used again when all that is in it is old.
        if (isForceDue() || (file.store().isChanged() && (left > 0 || isIdle.getAsBoolean()))) {
          force();
        }
      } while (done > 0 && left > 0);
      return done > 0;
    } catch (RuntimeException | Error e) {
      repair(e);
      return false;
    }
  }

  /** Closes the file, as it should be if it can be. */
  void close() {
    try {
      if (broken == null) {
        file.close();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the message log could not be closed as it should", e);
    } finally {
      file.closeNow();
    }
  }
}
