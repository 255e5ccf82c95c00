package dev.halley.hub;

import dev.halley.broker.Appended;

/**
 * Hears what the hub does. All methods are called on the threads that do it, many at once, in the
 * middle of their work: they must not wait, and not throw.
 */
public interface HubEvents {

  /** Hears nothing. */
  HubEvents NONE =
      new HubEvents() {
        @Override
        public void published(Appended outcome, int bytes, long nanos) {}

        @Override
        public void opened(Carrier carrier) {}

        @Override
        public void delivered(Carrier carrier, Batch batch, boolean waited) {}

        @Override
        public void ended(Carrier carrier, End why) {}

        @Override
        public void carried(int deliveries, long nanos) {}
      };

  /**
   * A message was appended, or not.
   *
   * @param bytes how large its payload is
   * @param nanos how long that took
   */
  void published(Appended outcome, int bytes, long nanos);

  /** A delivery was let in. */
  void opened(Carrier carrier);

  /**
   * An outlet took a batch.
   *
   * @param waited whether its client had all that there was before: then the messages are new, and
   *     not what it missed while it was away
   */
  void delivered(Carrier carrier, Batch batch, boolean waited);

  /**
   * A delivery is over. Once for each that was let in.
   *
   * @param why {@link End#ANSWERED} if it ends with a batch, which is told of separately, or
   *     because of all those that it had
   */
  void ended(Carrier carrier, End why);

  /**
   * What was woken because a log grew has had its turn. Once for each wave.
   *
   * @param deliveries how many there are in the wave
   * @param nanos how long it is since the log was said to have grown
   */
  void carried(int deliveries, long nanos);
}
