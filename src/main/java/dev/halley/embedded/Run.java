package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.message.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drafts that are appended in their order and share a commit. None shows before those ahead of it,
 * and after one that failed the rest is not tried: so whoever appends them again, with their ids,
 * has them in the same order. Used by one thread at a time.
 */
final class Run implements Order {

  private final List<Append> parts;
  private final Consumer<List<Appended>> then;
  private final @Nullable Appended[] outcomes;
  private int left;

  /** The first place that has no outcome. */
  private int open;

  /** The first place that failed, and why. */
  private int failedAt = Integer.MAX_VALUE;

  private @Nullable BrokerException failure;

  /**
   * @param drafts at least one
   * @param then gets the outcomes in their order, once
   */
  Run(List<Draft> drafts, Consumer<List<Appended>> then) {
    this.then = then;
    left = drafts.size();
    outcomes = new @Nullable Appended[left];
    parts = new ArrayList<>(left);
    for (Draft draft : drafts) {
      int place = parts.size();
      parts.add(new Append(draft, this, place, outcome -> take(place, outcome)));
    }
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public long weight() {
    return parts.stream().mapToLong(Append::weight).sum();
  }

  @Override
  public List<Append> steps() {
    return parts;
  }

  @Override
  public void fail(BrokerException why) {
    parts.forEach(part -> part.fail(why));
  }

  /** Why the part at a place must not be tried; null if it may. */
  @Nullable BrokerException refusal(int place) {
    return failedAt < place ? failure : null;
  }

  /** Whether a part before that place has no outcome yet. */
  boolean isBehind(int place) {
    return open < place;
  }

  private void take(int place, Appended outcome) {
    outcomes[place] = outcome;
    if (outcome instanceof Appended.Failed failed && place < failedAt) {
      failedAt = place;
      failure = failed.cause();
    }
    while (open < outcomes.length && outcomes[open] != null) {
      open++;
    }
    left--;
    if (left == 0) {
      List<Appended> all = new ArrayList<>(outcomes.length);
      for (Appended each : outcomes) {
        if (each != null) {
          all.add(each);
        }
      }
      then.accept(all);
    }
  }
}
