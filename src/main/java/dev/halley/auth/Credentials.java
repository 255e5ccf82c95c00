package dev.halley.auth;

import java.util.Set;

/** What a request brings to say who asks. */
public sealed interface Credentials {

  /** Nothing: the request is anonymous. */
  record None() implements Credentials {}

  /**
   * What the container knows of who is logged in.
   *
   * @param name as the container has it
   * @param roles which of those that matter they have
   */
  record Principal(String name, Set<String> roles) implements Credentials {

    public Principal {
      roles = Set.copyOf(roles);
    }
  }

  /** A bearer token (RFC 6750). */
  record Bearer(String token) implements Credentials {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Bearer[…]";
    }
  }
}
