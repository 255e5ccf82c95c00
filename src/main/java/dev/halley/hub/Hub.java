package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.broker.Appended;
import dev.halley.message.Draft;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Placeholder: the signatures that stay. */
public final class Hub implements AutoCloseable {
  /** Opens a delivery and runs its first turn on the calling thread as far as memory tells. */
  public Opened open(Subscription subscription, Outlet outlet) {
    throw new UnsupportedOperationException();
  }

  /** Appends a draft; see Broker.append. */
  public void publish(Draft draft, Consumer<Appended> then) {
    throw new UnsupportedOperationException();
  }

  /** Reads a page of history; the call-back runs on the calling thread or a cold thread. */
  public void history(HistoryQuery query, Consumer<HistoryPage> then) {
    throw new UnsupportedOperationException();
  }

  /** Ends the deliveries of some callers. */
  public void end(Predicate<Caller> whose, End why) {
    throw new UnsupportedOperationException();
  }

  /** Ends all deliveries with DRAINED and refuses new ones from now on. Returns at once. */
  public void drain() {}

  /** Whether drain was called. */
  public boolean isDraining() {
    return false;
  }

  /** How many deliveries are open. */
  public int open() {
    return 0;
  }

  /** Stops the threads; what is open ends. */
  @Override
  public void close() {}
}
