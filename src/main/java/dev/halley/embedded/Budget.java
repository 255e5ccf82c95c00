package dev.halley.embedded;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that several share. */
final class Budget {

  private final AtomicLong left;

  Budget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes some; false, and nothing is taken, if there is not as much left. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  /** Takes some even if there is not as much left. */
  void overdraw(long bytes) {
    left.addAndGet(-bytes);
  }
}
