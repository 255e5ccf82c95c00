package dev.halley.hub;

/** Why a delivery is over. The first reason that is given stays. */
public enum End {
  /** The outlet took a batch and takes no more: a poll, or a stream that is long enough. */
  ANSWERED,
  /** There was nothing to say until the hold ran out. */
  HOLD_RAN_OUT,
  /** A newer request of the same reader took over, or the reader left. */
  SUPERSEDED,
  /** The caller's proof of who they are ran out. */
  EXPIRED,
  /** The caller may no longer read one of the channels. */
  REMOVED,
  /** The client went away. */
  GONE,
  /** This node stops. */
  DRAINED,
  /** The storage could not be read. */
  FAILED
}
