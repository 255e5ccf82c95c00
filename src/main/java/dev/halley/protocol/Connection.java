package dev.halley.protocol;

/**
 * The client's open wire, as a protocol sees it: one HTTP request that wants one answer, which is
 * whole or goes on as a {@link Stream}.
 *
 * <p>Methods may be called from any thread, one at a time.
 */
public interface Connection {

  /** Whether an answer would still be taken: false once one was handed over or the client left. */
  boolean ready();

  /**
   * Hands over the answer. Never waits and never completes the response; what the wire does not
   * take at once is written as it becomes writable. A second answer is ignored.
   */
  void answer(Answer answer);

  /**
   * Begins an answer that goes on, in place of {@link #answer}. Never waits. After an answer it
   * does nothing, and the stream is never ready.
   */
  Stream stream(Opening opening);

  /** Completes the response once the answer is written. Harmless when called again. */
  void release();

  /**
   * Says that the caller ends this in time by itself, and asks to be told when the client has gone
   * away or the container has given the request up before a whole answer was handed over. At once,
   * if that is so already; at most once. The call-back may run on any thread and must not wait.
   */
  void whenGone(Runnable gone);
}
