package dev.halley.auth;

import java.time.Duration;

/**
 * How people come in.
 *
 * @param guests whether one may come in with nothing but a name
 * @param guestLife how long a guest's token is good, and the name taken, unless it is renewed or
 *     given back; a second and up. Shorter frees the names of those who left sooner; longer spares
 *     those who were away the loss of theirs
 */
public record AuthSettings(GuestMode guests, Duration guestLife) {

  /** Who says who asks. */
  public enum LoginKind {
    /** Tokens: this server's own, and those of the operator's login. */
    TOKENS,
    /** The container. */
    CONTAINER
  }

  /** Whether there are guests. */
  public enum GuestMode {
    /** As long as the operator has set up no login of their own. */
    AUTO,
    /** Yes. */
    ON,
    /** No new ones, and no renewing: who is in stays until the token ends. */
    OFF
  }

  public AuthSettings {
    if (guestLife.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "expected a guest life of a second and up; found " + guestLife);
    }
  }

  /**
   * Whether a guest may take a name.
   *
   * @param hasLogin whether there is another way to come in
   */
  public boolean guestsMayEnter(boolean hasLogin) {
    return switch (guests) {
      case AUTO -> !hasLogin;
      case ON -> true;
      case OFF -> false;
    };
  }
}
