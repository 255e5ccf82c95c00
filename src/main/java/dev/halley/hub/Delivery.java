package dev.halley.hub;

import dev.halley.auth.Action;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.message.ChannelName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The act of carrying messages from logs to one client, parked while there is nothing to carry.
 *
 * <p>The loop: read what comes after the cursor and hand it to the outlet; if there was nothing,
 * register with each channel, read once more, and park if there still is nothing. No look counts
 * for the parking but one that came after the registration: an append that it does not see finds
 * the registration and wakes.
 *
 * <p>One atomic says who runs the loop:
 *
 * <ul>
 *   <li>PARKED: nobody does. {@link #wake} makes it RUNNING and brings it onto a thread.
 *   <li>RUNNING: one thread does. {@link #wake} makes it AGAIN.
 *   <li>AGAIN: one thread does, and what it has seen may be stale, so it looks once more.
 *   <li>DONE: the loop has ended for good.
 * </ul>
 *
 * <p>The loop parks by a compare-and-set from RUNNING alone. A wake-up that falls between the look
 * and the parking has made it AGAIN, the compare-and-set fails, and the loop looks once more. So
 * one thread at a time runs it, no signal is lost, and signals need no queue. Whatever else happens
 * to a delivery (a deadline, a newer request, a client that leaves) sets {@code end}, once, and
 * wakes: the loop alone acts on it.
 */
public final class Delivery {

  private static final Logger LOG = System.getLogger(Delivery.class.getName());

  private static final int PARKED = 0;
  private static final int RUNNING = 1;
  private static final int AGAIN = 2;
  private static final int DONE = 3;

  /** What a turn of the loop came to. */
  enum Turn {
    /** It waits for a wake-up and belongs to nobody. */
    PARKED,
    /** It has to read storage: to be run again by a thread that may. */
    COLD,
    /** It is over: to be released. */
    DONE
  }

  private final Subscription subscription;
  private final Outlet outlet;
  private final Carriage carriage;
  private final Reading reading;
  private final long deadline;

  private final AtomicInteger state = new AtomicInteger(RUNNING);
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  /** One for each channel, filled at the first look. Only the loop touches them. */
  private final @Nullable Seat[] seats;

  private volatile @Nullable Seat deadlineSeat;

  /** Whether the client gets its first answer even if that is empty. Only the loop touches it. */
  private boolean owesAnswer;

  /** Whether all channels were read once. Only the loop touches it. */
  private boolean hasLooked;

  /** Whether the client had all that there was at the last look. Only the loop touches it. */
  private boolean caughtUp;

  /** Begins as RUNNING: who makes it gives it its first turn. */
  Delivery(Subscription subscription, Outlet outlet, Carriage carriage, long deadline) {
    this.subscription = subscription;
    this.outlet = outlet;
    this.carriage = carriage;
    this.deadline = deadline;
    this.reading = new Reading(subscription);
    this.seats = new Seat[subscription.channels().size()];
    this.owesAnswer = !subscription.isCovered();
  }

  /**
   * Says that there may be something to do: a log grew, the wire is writable again. Harmless when
   * it comes late, twice or for nothing. Never waits.
   */
  public void wake() {
    carriage.waves().wake(this);
  }

  /**
   * Ends the delivery. The first reason that is given stays. Never waits; the loop tells the
   * outlet.
   */
  public void end(End why) {
    if (end.compareAndSet(null, why)) {
      wake();
    }
  }

  /**
   * Takes note of a wake-up.
   *
   * @return whether the delivery was parked, so that the caller must now have it run
   */
  boolean stir() {
    while (true) {
      int seen = state.get();
      if (seen == PARKED) {
        if (state.compareAndSet(PARKED, RUNNING)) {
          return true;
        }
      } else if (seen != RUNNING || state.compareAndSet(RUNNING, AGAIN)) {
        return false;
      }
    }
  }

  /**
   * Runs the loop until it parks, needs another thread, or is over.
   *
   * @param seen what the others of its wave have found
   */
  Turn turn(Broker.Reach reach, Seen seen) {
    while (true) {
      Turn turn;
      try {
        turn = look(reach, seen);
      } catch (BrokerException e) {
        LOG.log(Level.WARNING, "A delivery ends because its channels cannot be read", e);
        fail();
        continue;
      } catch (RuntimeException | Error e) {
        // Whoever runs a wave has others to carry to, and nobody else would ever run this one.
        LOG.log(Level.ERROR, "A delivery ends because of a defect", e);
        giveUp();
        return Turn.DONE;
      }
      if (turn != Turn.PARKED || state.compareAndSet(RUNNING, PARKED)) {
        return turn;
      }
      state.set(RUNNING);
    }
  }

  /** A hold that ran out waits for the first read, which has failed: it is no end any more. */
  private void fail() {
    if (!end.compareAndSet(null, End.FAILED) && !hasLooked) {
      end.compareAndSet(End.HOLD_RAN_OUT, End.FAILED);
    }
  }

  /** Looks; PARKED means that there was nothing to do after it had registered. */
  private Turn look(Broker.Reach reach, Seen seen) {
    // Who was woken looks first: there is something as a rule, and whoever leaves with it need not
    // register. The first time it registers in any case, so that the channels are followed.
    boolean registered = false;
    while (true) {
      End why = end.get();
      // A hold that is over before the first read, which storage may delay, is no reason to leave
      // out what is there, or a position in the cursor.
      if (why != null && (hasLooked || why != End.HOLD_RAN_OUT)) {
        finish(why);
        outlet.end(why, reading.cursor());
        return Turn.DONE;
      }
      if (!outlet.ready()) {
        return Turn.PARKED;
      }
      Batch batch = hasLooked && !registered ? reading.next(seen) : null;
      if (batch == null) {
        if (!hasLooked) {
          register();
          registered = true;
        }
        batch = reading.next(carriage.broker(), reach, seen);
      }
      Verdict verdict = batch == null ? Verdict.UNKNOWN : mayRead(reach);
      if (batch == null || verdict == Verdict.UNKNOWN) {
        return Turn.COLD;
      }
      hasLooked = true;
      if (verdict != Verdict.ALLOWED) {
        end.compareAndSet(null, End.REMOVED);
      } else if (end.get() == End.EXPIRED) {
        // What was read may have been written after the session's end: it looks at that end next.
      } else if (!batch.isEmpty() || owesAnswer) {
        owesAnswer = false;
        if (carry(batch.isEmpty() ? reading.nothingHere() : batch)) {
          return Turn.DONE;
        }
      } else if (subscription.hold().isZero()) {
        end.compareAndSet(null, End.HOLD_RAN_OUT);
      } else if (registered) {
        caughtUp = true;
        outlet.waits();
        return Turn.PARKED;
      } else {
        register();
        registered = true;
      }
    }
  }

  /**
   * Hands a batch to the outlet.
   *
   * @return whether it was the last
   */
  private boolean carry(Batch batch) {
    boolean last = outlet.nextIsLast();
    if (last) {
      end.compareAndSet(null, End.ANSWERED);
      finish(End.ANSWERED);
    } else {
      reading.moveTo(batch);
    }
    // Before it is out: who has an answer finds it counted.
    carriage.events().delivered(outlet.carrier(), batch, caughtUp);
    outlet.deliver(batch);
    caughtUp = !batch.more();
    if (!last && outlet.isFull()) {
      end.compareAndSet(null, End.ANSWERED);
    }
    return last;
  }

  private void register() {
    for (int i = 0; i < seats.length; i++) {
      seats[i] = carriage.watchers().add(subscription.channels().get(i), this, seats[i]);
    }
  }

  /** Asked after the read: who was removed meanwhile sees nothing that was written since. */
  private Verdict mayRead(Broker.Reach reach) {
    List<ChannelName> channels = subscription.channels();
    for (int i = 0; i < channels.size(); i++) {
      Verdict verdict =
          carriage.permissions().ask(subscription.caller(), Action.READ, channels.get(i), reach);
      if (verdict != Verdict.ALLOWED) {
        return verdict;
      }
    }
    return Verdict.ALLOWED;
  }

  /**
   * What the caller may do has changed: ends the delivery if they may not read all of it any more,
   * also while its wire takes nothing. Any thread may call this.
   *
   * @param reach as far as the thread may go; what it does not reach is left to the loop
   */
  void recheck(Broker.Reach reach) {
    Verdict verdict;
    try {
      verdict = mayRead(reach);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "What a client may read cannot be read: {0}", e.getMessage());
      verdict = Verdict.UNKNOWN;
    }
    switch (verdict) {
      case ALLOWED -> {}
      case TOKEN_REQUIRED, FORBIDDEN -> end(End.REMOVED);
      case UNKNOWN -> wake();
    }
  }

  /** Gives up everything but the outlet. From here on no signal reaches the loop. */
  private void finish(End why) {
    if (state.getAndSet(DONE) == DONE) {
      return;
    }
    for (Seat seat : seats) {
      if (seat != null) {
        seat.leave();
      }
    }
    standUpIfOver();
    carriage.readers().leave(this);
    carriage.events().ended(outlet.carrier(), why);
    if (subscription.isNamed()) {
      carriage.visits().went(subscription, why);
    }
  }

  /** Ends a loop that threw: the client learns it if the outlet still can tell. */
  private void giveUp() {
    finish(End.FAILED);
    try {
      outlet.end(End.FAILED, reading.cursor());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.DEBUG, "The outlet could not tell either", e);
    }
  }

  /** The second pass of a wave, for a delivery whose turn was DONE. */
  void release() {
    try {
      outlet.release();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "A response was not completed because of a defect", e);
    }
  }

  /** It is let in. */
  void begin() {
    carriage.events().opened(outlet.carrier());
    if (subscription.isNamed()) {
      carriage.visits().came(subscription);
    }
    outlet.begin(this);
  }

  /** Whether it may have to wait: what is answered at once is not counted as held. */
  boolean mayWait() {
    return !subscription.hold().isZero() && (subscription.isCovered() || !outlet.nextIsLast());
  }

  /** When it is over at the latest, as {@link Deadlines#in} counts. */
  long deadline() {
    return deadline;
  }

  /** The deadline has come. */
  void expire() {
    end(carriage.isExpired(subscription.caller()) ? End.EXPIRED : End.HOLD_RAN_OUT);
  }

  void sitDown(Seat seat) {
    deadlineSeat = seat;
  }

  /** Leaves the deadlines if the loop has ended: whichever of the two threads comes second does. */
  void standUpIfOver() {
    Seat seat = deadlineSeat;
    if (state.get() == DONE && seat != null) {
      seat.leave();
    }
  }

  Subscription subscription() {
    return subscription;
  }
}
