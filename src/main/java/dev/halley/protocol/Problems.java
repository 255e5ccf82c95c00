package dev.halley.protocol;

import dev.halley.auth.Caller;
import dev.halley.hub.Opened;
import dev.halley.protocol.Problem.Code;

/** The problems that do not depend on the request. */
public final class Problems {

  /** After how many seconds to try again what may work at once, or elsewhere. */
  private static final int SOON = 1;

  /** After how many seconds to try again what others must make room for. */
  private static final int LATER = 5;

  private Problems() {}

  /** What is stored cannot be reached. */
  public static Problem storeUnavailable() {
    return Problem.later(Code.STORE_UNAVAILABLE, "the storage cannot be used now", LATER);
  }

  /** More is under way than this server takes. */
  public static Problem overloaded() {
    return Problem.later(Code.OVERLOADED, "more is under way than this server takes", SOON);
  }

  /** Whether a token is good is not known before the keys of the login are. */
  public static Problem loginUnavailable() {
    return Problem.later(Code.LOGIN_UNAVAILABLE, "the keys of the login are being asked for", SOON);
  }

  /** This server stops. */
  public static Problem draining() {
    return Problem.later(Code.DRAINING, "this server stops", LATER);
  }

  /** The proof of who asks ended while the request was held. */
  public static Problem expired() {
    return Problem.of(Code.EXPIRED_TOKEN, "the token ran out while the request was held");
  }

  /** The caller lost the right to read while the request was held. */
  public static Problem removed(Caller caller) {
    return Problem.of(Code.FORBIDDEN, caller.display() + " may no longer read what was asked for");
  }

  /**
   * Somebody does something more often than they may.
   *
   * @param what there is too much of, with its verb
   * @param seconds after how many of them they may again
   */
  static Problem tooOften(String what, int seconds) {
    return Problem.later(
        Code.RATE_LIMITED, what + " from this user or address than this server takes", seconds);
  }

  /** Why a poll is not held. */
  public static Problem refused(Opened.Reason reason) {
    return switch (reason) {
      case DRAINING -> draining();
      case NODE_FULL ->
          Problem.later(Code.OVERLOADED, "this server holds as many requests as it may", LATER);
      case USER_FULL ->
          Problem.later(Code.RATE_LIMITED, "this user holds as many requests as one may", LATER);
      case ADDRESS_FULL ->
          Problem.later(Code.RATE_LIMITED, "this address holds as many requests as one may", LATER);
    };
  }
}
