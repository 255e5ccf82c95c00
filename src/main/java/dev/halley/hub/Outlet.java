package dev.halley.hub;

import dev.halley.message.Cursor;

/**
 * The client's end of a delivery, as the hub sees it. Protocols implement it: they encode.
 *
 * <p>All methods but {@link #release()} are the first pass of a wave: they hand bytes over and
 * never wait, never complete a response. Only the thread that runs the delivery calls them, one
 * call at a time, each seeing what the one before did.
 */
public interface Outlet {

  /**
   * Whether the wire takes more. While it does not, the delivery reads nothing; whoever owns the
   * wire calls {@link Delivery#wake()} once it does.
   */
  boolean ready();

  /**
   * Takes a batch.
   *
   * @return whether it takes more batches after this one; if not, the delivery is over
   */
  boolean deliver(Batch batch);

  /**
   * The delivery is over for a reason other than a last batch. Called at most once, and not after
   * {@link #deliver} returned false.
   *
   * @param why never {@link End#ANSWERED}
   * @param cursor where the client stands
   */
  void end(End why, Cursor cursor);

  /** The second pass: nothing more will come, complete the response. Called exactly once. */
  void release();
}
