package dev.halley.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * When each open delivery is over at the latest: a wheel of {@value #SPOKES} bags, one for each
 * tick of {@value #TICK_MILLIS} ms. What is due later than one turn of the wheel waits in the
 * furthest bag and is put in again from there. To put in and to take out cost the same however many
 * there are, and a deadline comes at most one tick and the thread's own delay late, never early.
 *
 * <p>Every open delivery has its place here, so this is also the list of them.
 */
final class Deadlines {

  private static final int SPOKES = 2048;
  static final int TICK_MILLIS = 50;
  private static final long TICK = TICK_MILLIS * 1_000_000L;

  private final Bag[] wheel = new Bag[SPOKES];
  private final LongSupplier ticker;
  private final long start;

  /** The tick whose bag was taken last. */
  private final AtomicLong passed = new AtomicLong();

  /**
   * Makes an empty wheel.
   *
   * @param ticker nanoseconds since some moment, never going back
   */
  Deadlines(LongSupplier ticker) {
    this.ticker = ticker;
    this.start = ticker.getAsLong();
    for (int i = 0; i < SPOKES; i++) {
      wheel[i] = new Bag();
    }
  }

  /** The moment that is so many nanoseconds from now, as {@link Delivery#deadline} counts. */
  long in(long nanos) {
    return ticker.getAsLong() - start + nanos;
  }

  /** Puts a delivery in by its deadline. */
  void add(Delivery delivery) {
    long due = (delivery.deadline() + TICK - 1) / TICK;
    while (true) {
      long done = passed.get();
      long tick = Math.min(Math.max(due, done + 1), done + SPOKES - 1);
      Seat seat = new Seat(delivery, wheel[(int) (tick % SPOKES)]);
      delivery.sitDown(seat);
      seat.enter();
      if (passed.get() < tick) {
        return;
      }
      // The tick went by meanwhile, and its bag may have been taken before the seat was in it.
      seat.leave();
    }
  }

  /** Ends all that are due by now. Only the deadline thread calls this. */
  void expire() {
    takeDue().forEach(Delivery::expire);
  }

  /** Under the lock that {@link #all} needs, because a delivery that is kept changes its bag. */
  private synchronized List<Delivery> takeDue() {
    List<Delivery> due = new ArrayList<>();
    long now = in(0);
    while (passed.get() < now / TICK) {
      Bag.Taken taken = wheel[(int) ((passed.get() + 1) % SPOKES)].takeAll();
      passed.incrementAndGet();
      taken.forEach(
          delivery -> {
            if (delivery.deadline() <= now) {
              due.add(delivery);
            } else {
              add(delivery);
              delivery.standUpIfOver();
            }
          });
    }
    return due;
  }

  /** Calls for each delivery that is open throughout the call, and maybe for others. */
  void forEach(Consumer<Delivery> action) {
    all().forEach(action);
  }

  private synchronized List<Delivery> all() {
    List<Delivery> all = new ArrayList<>();
    for (Bag bag : wheel) {
      bag.copy().forEach(all::add);
    }
    return all;
  }
}
