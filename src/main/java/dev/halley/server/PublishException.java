package dev.halley.server;

import org.jspecify.annotations.Nullable;

/** A message was not stored, or perhaps not: to publish it again with the same id is safe. */
public final class PublishException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  PublishException(String code, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /**
   * What an HTTP client would have been told: {@code id-taken}, {@code overloaded} or {@code
   * store-unavailable}.
   */
  public String code() {
    return code;
  }
}
