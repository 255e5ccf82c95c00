package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.hub.Opened;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;

/** The problems that do not depend on the request. */
final class Problems {

  /** After how many seconds to try again what may work at once, or elsewhere. */
  private static final int SOON = 1;

  /** After how many seconds to try again what others must make room for. */
  private static final int LATER = 5;

  private Problems() {}

  static Problem storeUnavailable() {
    return Problem.later(Code.STORE_UNAVAILABLE, "the storage cannot be used now", LATER);
  }

  static Problem overloaded() {
    return Problem.later(Code.OVERLOADED, "more is under way than this server takes", SOON);
  }

  static Problem draining() {
    return Problem.later(Code.DRAINING, "this server stops", LATER);
  }

  static Problem expired() {
    return Problem.of(Code.EXPIRED_TOKEN, "the token ran out while the request was held");
  }

  static Problem removed(Caller caller) {
    return Problem.of(Code.FORBIDDEN, caller.display() + " may no longer read what was asked for");
  }

  /** Why a poll is not held. */
  static Problem refused(Opened.Reason reason) {
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
