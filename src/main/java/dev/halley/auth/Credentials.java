package dev.halley.auth;

/** What a request brings to say who asks. */
public sealed interface Credentials {

  /** Nothing: the request is anonymous. */
  record None() implements Credentials {}

  /** A bearer token (RFC 6750). */
  record Bearer(String token) implements Credentials {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Bearer[…]";
    }
  }
}
