package dev.halley.bench.load;

/** The bench cannot go on; the message says why, for people. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With nothing else to say. */
  public BenchException(String message) {
    super(message);
  }

  /** With what was found. */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
