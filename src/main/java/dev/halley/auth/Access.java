package dev.halley.auth;

/**
 * The access column of a rule.
 *
 * @param read who may read
 * @param publish who may publish
 */
public record Access(Who read, Who publish) {

  /**
   * Whom a rule lets in. A {@link Grant} of the token lets in besides, but not where it is the
   * server alone or nobody.
   */
  public enum Who {
    /** With or without a token. */
    ANYONE,
    /** Any authenticated user. */
    USER,
    /** The user whose {@code /user/NAME} it is. */
    OWNER,
    /** The members of the private room that it belongs to. */
    MEMBER,
    /** Only who holds a token that grants it. */
    TOKEN,
    /** The server alone: no client, whatever it shows. */
    SERVER,
    /** Not even the server. */
    NOBODY;

    /** Whether there is a client that it could let in. */
    boolean isOpen() {
      return this != SERVER && this != NOBODY;
    }
  }
}
