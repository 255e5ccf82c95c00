package dev.halley.transport;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that the container has not taken back yet. */
public final class Wires {

  private final AtomicInteger open = new AtomicInteger();

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /**
   * How many there are. A container that never says that it has taken one back leaves it counted,
   * so this is no proof that somebody waits.
   */
  public int open() {
    return open.get();
  }
}
