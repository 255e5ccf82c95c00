package dev.halley.hub;

/** Placeholder. */
public final class Delivery {
  Delivery() {}
  /** w. */
  public void wake() {}
  /** e. */
  public void end(End why) {}
}
