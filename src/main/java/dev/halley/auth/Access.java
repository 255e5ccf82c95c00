package dev.halley.auth;

/**
 * The access column of a rule.
 *
 * @param read who may read
 * @param publish who may publish
 */
public record Access(Who read, Who publish) {

  /** Whom a rule lets in. A {@link Grant} of the token lets in besides, except where nobody may. */
  public enum Who {
    /** With or without a token. */
    ANYONE,
    /** Any authenticated user. */
    USER,
    /** The user whose {@code /user/NAME} it is. */
    OWNER,
    /** Only who holds a token that grants it. */
    TOKEN,
    /** The server alone. */
    NOBODY
  }
}
