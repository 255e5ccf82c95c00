package dev.halley.protocol.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers what became of the messages of a batch, which may come on several threads. */
final class Outcomes {

  private final AtomicReferenceArray<Publisher.@Nullable Outcome> all;
  private final Consumer<List<Publisher.Outcome>> then;

  /** How much is still to come: the batch itself, and each that does not go with it. */
  private final AtomicInteger missing = new AtomicInteger(1);

  Outcomes(int size, Consumer<List<Publisher.Outcome>> then) {
    this.all = new AtomicReferenceArray<>(size);
    this.then = then;
  }

  /** Takes the outcome of one that does not go with the others. */
  Consumer<Publisher.Outcome> awaitAt(int place) {
    missing.incrementAndGet();
    return outcome -> {
      put(place, outcome);
      came();
    };
  }

  void put(int place, Publisher.Outcome outcome) {
    all.set(place, outcome);
  }

  /** All that was awaited as one has come. */
  void came() {
    if (missing.decrementAndGet() == 0) {
      List<Publisher.Outcome> outcomes = new ArrayList<>(all.length());
      for (int i = 0; i < all.length(); i++) {
        outcomes.add(Objects.requireNonNull(all.get(i)));
      }
      then.accept(outcomes);
    }
  }
}
