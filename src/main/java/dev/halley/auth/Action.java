package dev.halley.auth;

/** What one can do with a channel. */
public enum Action {
  /** Read its messages, on any carrier, or its history. */
  READ,
  /** Append a message. */
  PUBLISH
}
