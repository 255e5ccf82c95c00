package dev.halley.hub;

import dev.halley.broker.Broker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

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

  Waves(Executor carriers, Executor cold) {
    this.carriers = carriers;
    this.cold = cold;
  }

  /** Wakes what was parked of these; the others look again by themselves. */
  void wake(Bag.Taken taken) {
    List<Delivery> stirred = new ArrayList<>(taken.size());
    taken.forEach(
        delivery -> {
          if (delivery.stir()) {
            stirred.add(delivery);
          }
        });
    for (int from = 0; from < stirred.size(); from += MOST) {
      int to = Math.min(stirred.size(), from + MOST);
      submit(carriers, stirred.subList(from, to), Broker.Reach.MEMORY);
    }
  }

  /** Wakes one delivery. */
  void wake(Delivery delivery) {
    if (delivery.stir()) {
      submit(carriers, List.of(delivery), Broker.Reach.MEMORY);
    }
  }

  /** Gives a delivery that nobody else runs its turn on the calling thread. */
  void run(Delivery delivery) {
    run(List.of(delivery), Broker.Reach.MEMORY);
  }

  private void submit(Executor threads, List<Delivery> wave, Broker.Reach reach) {
    try {
      threads.execute(() -> run(wave, reach));
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "{0} deliveries were woken after the stop", wave.size());
    }
  }

  private void run(List<Delivery> wave, Broker.Reach reach) {
    List<Delivery> over = new ArrayList<>(wave.size());
    for (Delivery delivery : wave) {
      switch (delivery.turn(reach)) {
        case PARKED -> {}
        case COLD -> submit(cold, List.of(delivery), Broker.Reach.STORE);
        case DONE -> over.add(delivery);
      }
    }
    over.forEach(Delivery::release);
  }
}
