package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.message.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Drafts on their way that are to be stored in their order. Those that are kept in memory are
 * appended one by one; those for the file in runs, as many at once as follow each other. What comes
 * after a run waits for its outcome, and after one that was not stored for want of room or because
 * the storage failed the rest comes to the same. Used by one thread at a time.
 */
final class Batch {

  private final List<Draft> drafts;
  private final Consumer<List<Appended>> then;
  private final EmbeddedSettings settings;
  private final List<Appended> outcomes;

  /**
   * @param settings bound what one run may be
   * @param then gets the outcomes in their order, once
   */
  Batch(List<Draft> drafts, EmbeddedSettings settings, Consumer<List<Appended>> then) {
    this.drafts = drafts;
    this.settings = settings;
    this.then = then;
    outcomes = new ArrayList<>(drafts.size());
  }

  /**
   * Goes on as far as it can without waiting.
   *
   * @param inMemory whether all of a draft is kept in memory
   * @param append appends such a one
   * @param commit takes a run for the commit thread; false if it is one too many
   */
  void go(Predicate<Draft> inMemory, Function<Draft, Appended> append, Predicate<Run> commit) {
    while (outcomes.size() < drafts.size()) {
      Draft next = drafts.get(outcomes.size());
      if (isStopped()) {
        outcomes.add(outcomes.get(outcomes.size() - 1));
      } else if (inMemory.test(next)) {
        outcomes.add(append.apply(next));
      } else {
        Run run =
            new Run(
                run(inMemory),
                results -> {
                  outcomes.addAll(results);
                  go(inMemory, append, commit);
                });
        if (commit.test(run)) {
          return;
        }
        outcomes.add(new Appended.Overloaded());
      }
    }
    then.accept(outcomes);
  }

  private boolean isStopped() {
    if (outcomes.isEmpty()) {
      return false;
    }
    Appended last = outcomes.get(outcomes.size() - 1);
    return last instanceof Appended.Overloaded || last instanceof Appended.Failed;
  }

  /**
   * The drafts that come next and are for the file. No more than may wait, and of the bytes half of
   * that: the run before is still under way when its outcome is told.
   */
  private List<Draft> run(Predicate<Draft> inMemory) {
    int from = outcomes.size();
    int to = from;
    long weight = 0;
    while (to < drafts.size()
        && to - from < settings.maxPending()
        && !inMemory.test(drafts.get(to))) {
      weight += Order.Append.weight(drafts.get(to));
      if (weight > settings.maxPendingBytes() / 2 && to > from) {
        break;
      }
      to++;
    }
    return drafts.subList(from, to);
  }
}
