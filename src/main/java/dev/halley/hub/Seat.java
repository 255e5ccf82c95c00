package dev.halley.hub;

/**
 * The place that one delivery has in one {@link Bag}, so that it is found there without a search.
 */
final class Seat {

  final Delivery delivery;
  private final Bag bag;

  /** Both belong to the bag, under its lock. */
  int index = -1;

  int generation;

  Seat(Delivery delivery, Bag bag) {
    this.delivery = delivery;
    this.bag = bag;
  }

  /**
   * Puts the delivery into the bag, unless it is in already.
   *
   * @return false if the bag was closed
   */
  boolean enter() {
    return bag.add(this);
  }

  /** Takes the delivery out of the bag, if it is in. */
  void leave() {
    bag.remove(this);
  }
}
