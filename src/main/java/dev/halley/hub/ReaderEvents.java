package dev.halley.hub;

/**
 * Hears when the named readers of users come and go: of requests on all carriers, held or answered
 * at once. Anonymous readers, and those that name no reader, are not told of.
 *
 * <p>Both methods are called in the middle of every poll, on any thread, many at once: they must
 * not wait, not throw, and not open or end deliveries.
 */
public interface ReaderEvents {

  /** Hears nothing. */
  ReaderEvents NONE =
      new ReaderEvents() {
        @Override
        public void came(Subscription subscription) {}

        @Override
        public void went(Subscription subscription, End why) {}
      };

  /**
   * A reader begins to read. It was let in, and nothing was carried to it yet.
   *
   * @param subscription with a caller who is a user and a reader that has a name; its cursor is the
   *     one with which the reader came, so what is not past that has reached it
   */
  void came(Subscription subscription);

  /**
   * It reads no more. Once for each that came, after that; its answer may not be out yet. The same
   * reader may have come again meanwhile, on this or on another carrier.
   */
  void went(Subscription subscription, End why);

  /** Tells this one and then another. */
  default ReaderEvents and(ReaderEvents other) {
    ReaderEvents first = this;
    return new ReaderEvents() {
      @Override
      public void came(Subscription subscription) {
        first.came(subscription);
        other.came(subscription);
      }

      @Override
      public void went(Subscription subscription, End why) {
        first.went(subscription, why);
        other.went(subscription, why);
      }
    };
  }
}
