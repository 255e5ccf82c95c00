package dev.halley.hub;

/** What became of asking the hub to open a delivery. */
public sealed interface Opened {

  /** It is open, and may be over already. */
  record Open(Delivery delivery) implements Opened {}

  /** It is refused; the outlet was not and will not be called. */
  record Refused(Reason reason) implements Opened {}

  /** Why a delivery is refused. */
  enum Reason {
    /** This node stops. */
    DRAINING,
    /** This node holds as many requests as it may. */
    NODE_FULL,
    /** The user holds as many requests as one may. */
    USER_FULL,
    /** The address holds as many requests as one may. */
    ADDRESS_FULL
  }
}
