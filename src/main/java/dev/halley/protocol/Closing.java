package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Why a socket is closed.
 *
 * @param code what a program makes of it
 * @param reason for a person, at most 123 bytes (RFC 6455, section 5.5)
 */
public record Closing(Code code, String reason) {

  private static final int MAX_REASON = 123;

  public Closing {
    int size = reason.getBytes(UTF_8).length;
    if (size > MAX_REASON) {
      throw new IllegalArgumentException(
          "expected a reason of at most " + MAX_REASON + " bytes; found " + size);
    }
  }

  /** The codes (RFC 6455, section 7.4.1, and its registry; from 4000 on our own). */
  public enum Code {
    /** It has done what it was for. */
    NORMAL(1000),
    /** This server stops. */
    GOING_AWAY(1001),
    /** The client sent what is not text. */
    NOT_TEXT(1003),
    /** The client sent a message that is too long. */
    TOO_BIG(1009),
    /** There is more than this server takes, or more than the client reads. */
    TRY_LATER(1013),
    /** The token ran out. As the status 401 of HTTP. */
    EXPIRED(4401);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /** The code as it stands on the wire. */
    public int number() {
      return number;
    }
  }
}
