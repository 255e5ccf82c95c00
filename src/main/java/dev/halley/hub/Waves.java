package dev.halley.hub;

import dev.halley.broker.Broker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * The threads that carry, and how deliveries come onto them.
 *
 * <p>What one signal woke is divided among the threads; such a part is a wave, of at most {@value
 * #MOST} deliveries. Its thread first gives each its {@linkplain Delivery#turn turn}, in which
 * answers are written, and then {@linkplain Delivery#release releases} those that are over, which
 * completes their responses. A response completed between two writes would hand its connection to
 * the container's threads while the others still wait for their bytes.
 *
 * <p>A delivery that has to read what is not in memory goes on with a cold thread, so that someone
 * who catches up delays nobody's wake-up. Neither queue needs a bound of its own: a delivery is in
 * them at most once, and their number is limited.
 */
final class Waves {

  private static final Logger LOG = System.getLogger(Waves.class.getName());

  /** Of a wave, the first answered waits for the last before its client can ask again. */
  static final int MOST = 1 << 15;

  /** What is not worth another thread: about half a millisecond. */
  static final int FEW = 32;

  private final Executor carriers;
  private final Executor cold;
  private final int threads;
  private final LongSupplier ticker;
  private final HubEvents events;

  /**
   * Over threads.
   *
   * @param threads how many the carriers are
   * @param ticker nanoseconds since some moment, never going back
   */
  Waves(Executor carriers, Executor cold, int threads, LongSupplier ticker, HubEvents events) {
    this.carriers = carriers;
    this.cold = cold;
    this.threads = threads;
    this.ticker = ticker;
    this.events = events;
  }

  /**
   * A log has grown: wakes what was parked of these; the others look again by themselves.
   *
   * @param here whether the calling thread may carry to a few of them itself
   */
  void wake(Bag.Taken taken, boolean here) {
    long grew = ticker.getAsLong();
    List<Delivery> stirred = new ArrayList<>(taken.size());
    taken.forEach(
        delivery -> {
          if (delivery.stir()) {
            stirred.add(delivery);
          }
        });
    if (stirred.isEmpty()) {
      return;
    }
    if (here && stirred.size() <= FEW) {
      run(stirred, grew);
      return;
    }
    int share = (stirred.size() + threads - 1) / threads;
    int size = Math.min(MOST, Math.max(FEW, share));
    for (int from = 0; from < stirred.size(); from += size) {
      int to = Math.min(stirred.size(), from + size);
      List<Delivery> wave = stirred.subList(from, to);
      submit(carriers, wave.size(), () -> run(wave, grew));
    }
  }

  /** Wakes one delivery. */
  void wake(Delivery delivery) {
    if (delivery.stir()) {
      submit(carriers, 1, () -> run(delivery));
    }
  }

  /** Gives a delivery that nobody else runs its turn on the calling thread. */
  void run(Delivery delivery) {
    run(delivery, Broker.Reach.MEMORY);
  }

  private void run(Delivery delivery, Broker.Reach reach) {
    if (isOver(delivery, reach, new Seen())) {
      delivery.release();
    }
  }

  private void submit(Executor threads, int deliveries, Runnable run) {
    try {
      threads.execute(run);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "{0} deliveries were woken after the stop", deliveries);
    }
  }

  /** Gives each its turn, tells how long it is since the log grew, and releases those that end. */
  private void run(List<Delivery> wave, long grew) {
    List<Delivery> over = new ArrayList<>(wave.size());
    Seen seen = new Seen();
    for (Delivery delivery : wave) {
      if (isOver(delivery, Broker.Reach.MEMORY, seen)) {
        over.add(delivery);
      }
    }
    events.carried(wave.size(), ticker.getAsLong() - grew);
    over.forEach(Delivery::release);
  }

  /** Gives a delivery its turn. */
  private boolean isOver(Delivery delivery, Broker.Reach reach, Seen seen) {
    Delivery.Turn turn = delivery.turn(reach, seen);
    if (turn == Delivery.Turn.COLD) {
      submit(cold, 1, () -> run(delivery, Broker.Reach.STORE));
    }
    return turn == Delivery.Turn.DONE;
  }
}
