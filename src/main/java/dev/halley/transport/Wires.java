package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Refusals;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the requests of one application share: how many are open, whether it stops, and who hears of
 * what is refused.
 */
public final class Wires {

  private final Refusals refusals;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closing;

  /** The longest answer that is written by the thread that brought the request, in bytes. */
  static final int SHORT = 32 * 1024;

  /**
   * How many threads may be in such a write at a time. One may wait there for a client that reads
   * nothing, for as long as the container lets it (Undertow has no limit); the answers to all
   * others are then written without waiting, and the container has threads left for them.
   */
  private final Semaphore writers =
      new Semaphore(Math.max(4, Runtime.getRuntime().availableProcessors()));

  /** None is open. */
  public Wires(Refusals refusals) {
    this.refusals = refusals;
  }

  /** An answer is about to go out. */
  void answered(Answer answer) {
    Problem.Code refusal = answer.refusal();
    if (refusal != null) {
      refusals.refused(refusal);
    }
  }

  /** Whether the calling thread may write this, and wait while the wire does not take it. */
  boolean mayWrite(Answer answer) {
    return answer.body().size() <= SHORT && writers.tryAcquire();
  }

  /** A write that was allowed is over. */
  void written() {
    writers.release();
  }

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

  /**
   * From now on each answer over HTTP/1 asks to close its connection (RFC 9112, section 9.6). A
   * container that stops waits for connections which are kept alive as if they had something to
   * say.
   */
  public void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }
}
