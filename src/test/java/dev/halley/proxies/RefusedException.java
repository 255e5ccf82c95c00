package dev.halley.proxies;

import java.io.IOException;

/** An answer that is not a good one: the server's, or that of a proxy which could not reach it. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String what) {
    super("answered " + status + ": " + what);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether the same request may be answered well a moment later. */
  boolean isPassing() {
    return status >= 500 || status == 429;
  }
}
