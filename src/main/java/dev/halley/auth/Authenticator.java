package dev.halley.auth;

/** Turns credentials into a caller. */
public interface Authenticator {

  /**
   * Says who asks. With {@link Credentials.None} that is an anonymous caller; a bad token is
   * refused and never treated as anonymous. Does not wait.
   *
   * @param address where the request came from, as {@link Caller#address()} has it
   * @throws dev.halley.broker.BrokerException if what is known of guests cannot be read
   */
  Authentication authenticate(Credentials credentials, String address);

  /** Who asks, or why that is not known. */
  sealed interface Authentication {

    /** The caller is known, or anonymous. */
    record Known(Caller caller) implements Authentication {}

    /**
     * The token is refused.
     *
     * @param expired whether it was good once
     * @param detail what was expected, for the client; says nothing of the token's content
     */
    record Refused(boolean expired, String detail) implements Authentication {}

    /**
     * That is not known yet, and will be in a moment: the keys of the login are being asked for.
     */
    record NotYet() implements Authentication {}
  }
}
