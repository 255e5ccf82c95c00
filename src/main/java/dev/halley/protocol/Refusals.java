package dev.halley.protocol;

/**
 * Hears of each problem that a client is told, whatever the carrier. Called on any thread, many at
 * once: must not wait.
 */
@FunctionalInterface
public interface Refusals {

  /** Nobody hears of them. */
  Refusals UNHEARD = code -> {};

  /** A client is told why something is not done, or why it ends. */
  void refused(Problem.Code code);
}
