package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Refusals;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way. The next message is appended when the outcome of the one before is known:
 * after a 429 or a 503 nothing further may be stored, or a retry would change the order.
 *
 * <p>An outcome may come within the call that asks for it or later on another thread. {@link
 * #turns} counts the calls of {@link #go}: whoever raises it from 0 goes on, the others leave it to
 * them, so that one thread at a time works and a hundred outcomes at once make no deep stack.
 */
final class BatchPublisher {

  private final Publisher publisher;
  private final Caller caller;
  private final List<JsonCommand> items;
  private final Consumer<Frame> then;
  private final Refusals refusals;
  private final AtomicInteger turns = new AtomicInteger();

  // What follows belongs to whoever goes on; the counter hands it over.
  private final JsonBuffer json = new JsonBuffer(1024);
  private int next;
  private @Nullable Problem stopped;

  /**
   * A batch.
   *
   * @param items each a message or refused already
   * @param then gets the answer, once
   */
  BatchPublisher(
      Publisher publisher,
      Caller caller,
      List<JsonCommand> items,
      Consumer<Frame> then,
      Refusals refusals) {
    this.refusals = refusals;
    this.publisher = publisher;
    this.caller = caller;
    this.items = items;
    this.then = then;
  }

  /** Appends as many messages as it can without waiting. */
  void go() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    do {
      step();
    } while (turns.decrementAndGet() != 0);
  }

  private void step() {
    if (next == items.size()) {
      then.accept(json.ascii(next == 0 ? "[]" : "]").frame());
      return;
    }
    json.ascii(next == 0 ? '[' : ',');
    JsonCommand item = items.get(next++);
    if (stopped != null) {
      take(new Publisher.Outcome.Refused(stopped));
    } else if (item instanceof JsonCommand.Publish message) {
      publisher.publish(caller, message, this::take);
    } else if (item instanceof JsonCommand.Refused refused) {
      take(new Publisher.Outcome.Refused(refused.problem()));
    } else {
      throw new IllegalStateException("expected a message or a problem in a batch");
    }
  }

  private void take(Publisher.Outcome outcome) {
    if (outcome instanceof Publisher.Outcome.Stored stored) {
      stored.write(json);
    } else if (outcome instanceof Publisher.Outcome.Refused refused) {
      Problem problem = refused.problem();
      refusals.refused(problem.code());
      json.ascii("{\"error\":");
      problem.write(json);
      json.ascii('}');
      if (problem.retryAfter() > 0) {
        stopped = problem;
      }
    }
    go();
  }
}
