package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Refusals;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way. What may be appended goes to the log all at once, in its order; after one
 * that comes to a 429 or a 503 nothing further is stored, or a retry would change the order.
 */
final class BatchPublisher {

  private final Publisher publisher;
  private final Caller caller;
  private final Refusals refusals;

  /**
   * For each item why it is refused, whatever becomes of the others; null if it is to be stored.
   */
  private final List<@Nullable Problem> problems = new ArrayList<>();

  private final List<JsonCommand.Publish> messages = new ArrayList<>();

  /** Why nothing after it is tried; null while all of it is. */
  private @Nullable Problem stopped;

  /**
   * A batch.
   *
   * @param items each a message or refused already
   */
  BatchPublisher(Publisher publisher, Caller caller, List<JsonCommand> items, Refusals refusals) {
    this.publisher = publisher;
    this.caller = caller;
    this.refusals = refusals;
    items.forEach(this::add);
  }

  private void add(JsonCommand item) {
    if (stopped != null) {
      problems.add(stopped);
      return;
    }
    if (item instanceof JsonCommand.Publish message) {
      Problem problem = publisher.refusal(caller, message);
      problems.add(problem);
      if (problem == null) {
        messages.add(message);
      } else if (problem.retryAfter() > 0) {
        stopped = problem;
      }
    } else if (item instanceof JsonCommand.Refused refused) {
      problems.add(refused.problem());
    } else {
      throw new IllegalStateException("expected a message or a problem in a batch");
    }
  }

  /** Publishes it. The call-back gets the answer, once, on whatever thread. */
  void publish(Consumer<Frame> then) {
    publisher.publishAll(caller, messages, outcomes -> then.accept(answer(outcomes.iterator())));
  }

  private Frame answer(Iterator<Publisher.Outcome> outcomes) {
    JsonBuffer json = new JsonBuffer(1024).ascii('[');
    String comma = "";
    Problem last = null;
    for (Problem refused : problems) {
      json.ascii(comma);
      comma = ",";
      Publisher.Outcome outcome =
          refused == null ? outcomes.next() : new Publisher.Outcome.Refused(refused);
      if (last == null && outcome instanceof Publisher.Outcome.Stored stored) {
        stored.write(json);
      } else {
        Problem problem = last == null ? ((Publisher.Outcome.Refused) outcome).problem() : last;
        write(problem, json);
        last = problem.retryAfter() > 0 ? problem : last;
      }
    }
    return json.ascii(']').frame();
  }

  private void write(Problem problem, JsonBuffer json) {
    refusals.refused(problem.code());
    json.ascii("{\"error\":");
    problem.write(json);
    json.ascii('}');
  }
}
