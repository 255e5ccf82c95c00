package dev.halley.hostile;

import java.util.concurrent.atomic.AtomicInteger;

/** Every so many requests there is a fault: with 3 at the third, the sixth and so on. */
final class EveryOther implements Plan {

  private final int step;
  private final Fault fault;
  private final AtomicInteger count = new AtomicInteger();

  EveryOther(int step, Fault fault) {
    this.step = step;
    this.fault = fault;
  }

  @Override
  public Fault next(Head request) {
    return count.incrementAndGet() % step == 0 ? fault : new Fault.None();
  }
}
