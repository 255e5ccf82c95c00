package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.Draft;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the commit thread is asked to do. */
sealed interface Order permits Order.Append, Order.Change, Order.Wake, Run {

  System.Logger LOG = System.getLogger(Order.class.getName());

  /** How many messages and records it is. */
  int size();

  /** What it takes of memory while it waits. */
  long weight();

  /** What is to be done, one after the other. */
  default List<? extends Order> steps() {
    return List.of(this);
  }

  /** Answers that the storage failed. */
  void fail(BrokerException why);

  /**
   * To append a draft.
   *
   * @param run what it is a part of; null if it stands alone
   * @param place its place there, from 0
   */
  record Append(Draft draft, @Nullable Run run, int place, Consumer<Appended> then)
      implements Order {

    private static final long ENVELOPE = 256;

    /** One that stands alone. */
    Append(Draft draft, Consumer<Appended> then) {
      this(draft, null, 0, then);
    }

    /** What a draft takes of memory while it waits. */
    static long weight(Draft draft) {
      return ENVELOPE + draft.data().size();
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public long weight() {
      return weight(draft);
    }

    /** Why it must not be tried: one before it in its run failed. Null if it may. */
    @Nullable BrokerException refusal() {
      return run == null ? null : run.refusal(place);
    }

    /** Whether it must not show yet: one before it in its run has no outcome. */
    boolean isBehind() {
      return run != null && run.isBehind(place);
    }

    @Override
    public void fail(BrokerException why) {
      answer(new Appended.Failed(why));
    }

    void answer(Appended outcome) {
      Guard.call(LOG, then, outcome);
    }
  }

  /** To change a record. */
  record Change(String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then)
      implements Order {

    private static final long ENVELOPE = 128;

    @Override
    public int size() {
      return 1;
    }

    @Override
    public long weight() {
      return ENVELOPE + 2L * key.length() + (next == null ? 0 : 2L * next.value().length());
    }

    @Override
    public void fail(BrokerException why) {
      answer(Swap.FAILED);
    }

    void answer(Swap outcome) {
      Guard.call(LOG, then, outcome);
    }
  }

  /** To look up from what it is waiting for. */
  record Wake() implements Order {

    @Override
    public int size() {
      return 0;
    }

    @Override
    public long weight() {
      return 0;
    }

    @Override
    public void fail(BrokerException why) {
      // Nobody waits for an answer.
    }
  }
}
