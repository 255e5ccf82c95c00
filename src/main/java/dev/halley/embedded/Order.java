package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.Draft;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the commit thread is asked to do. */
sealed interface Order {

  System.Logger LOG = System.getLogger(Order.class.getName());

  /** What it takes of memory while it waits. */
  long weight();

  /** Answers that the storage failed. */
  void fail(BrokerException why);

  /** To append a draft. */
  record Append(Draft draft, Consumer<Appended> then) implements Order {

    private static final long ENVELOPE = 256;

    @Override
    public long weight() {
      return ENVELOPE + draft.data().size();
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
    public long weight() {
      return 0;
    }

    @Override
    public void fail(BrokerException why) {
      // Nobody waits for an answer.
    }
  }
}
