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
 * <p>A wave is the deliveries that one signal woke, at most {@value #MOST}. Its thread first gives
 * each its {@linkplain Delivery#turn turn}, in which answers are written, and then {@linkplain
 * Delivery#release releases} those that are over, which completes their responses. A response
 * completed between two writes would hand its connection to the container's threads while the
 * others still wait for their bytes.
 *
 * <p>A delivery that has to read what is not in memory goes on with a cold thread, so that someone
 * who catches up delays nobody's wake-up. Neither queue needs a bound of its own: a delivery is in
 * them at most once, and their number is limited.
 */
final class Waves {

  private static final Logger LOG = System.getLogger(Waves.class.getName());

  static final int MOST = 256;

  private final Executor carriers;
  private final Executor cold;
  private final LongSupplier ticker;
  private final HubEvents events;

  /**
   * Over threads.
   *
   * @param ticker nanoseconds since some moment, never going back
   */
  Waves(Executor carriers, Executor cold, LongSupplier ticker, HubEvents events) {
    this.carriers = carriers;
    this.cold = cold;
    this.ticker = ticker;
    this.events = events;
  }

  /** A log has grown: wakes what was parked of these; the others look again by themselves. */
  void wake(Bag.Taken taken) {
    long grew = ticker.getAsLong();
    List<Delivery> stirred = new ArrayList<>(taken.size());
    taken.forEach(
        delivery -> {
          if (delivery.stir()) {
            stirred.add(delivery);
          }
        });
    for (int from = 0; from < stirred.size(); from += MOST) {
      int to = Math.min(stirred.size(), from + MOST);
      List<Delivery> wave = stirred.subList(from, to);
      submit(carriers, wave, () -> runGrown(wave, grew));
    }
  }

  /** Wakes one delivery. */
  void wake(Delivery delivery) {
    if (delivery.stir()) {
      submit(carriers, List.of(delivery), () -> run(delivery));
    }
  }

  /** Gives a delivery that nobody else runs its turn on the calling thread. */
  void run(Delivery delivery) {
    run(List.of(delivery), Broker.Reach.MEMORY);
  }

  private void submit(Executor threads, List<Delivery> wave, Runnable run) {
    try {
      threads.execute(run);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "{0} deliveries were woken after the stop", wave.size());
    }
  }

  private void run(List<Delivery> wave, Broker.Reach reach) {
    turn(wave, reach).forEach(Delivery::release);
  }

  /** As the other, and tells how long it is since the log grew, once all has been written. */
  private void runGrown(List<Delivery> wave, long grew) {
    List<Delivery> over = turn(wave, Broker.Reach.MEMORY);
    events.carried(wave.size(), ticker.getAsLong() - grew);
    over.forEach(Delivery::release);
  }

  /** The first pass; those that are over are left to be released. */
  private List<Delivery> turn(List<Delivery> wave, Broker.Reach reach) {
    List<Delivery> over = new ArrayList<>(wave.size());
    for (Delivery delivery : wave) {
      switch (delivery.turn(reach)) {
        case PARKED -> {}
        case COLD -> {
          List<Delivery> alone = List.of(delivery);
          submit(cold, alone, () -> run(alone, Broker.Reach.STORE));
        }
        case DONE -> over.add(delivery);
      }
    }
    return over;
  }
}
