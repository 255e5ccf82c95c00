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
   * The delivery was let in. Called once and before all else, on the thread that opens it.
   *
   * @param delivery to be woken when the wire takes more, and ended when the client has left
   */
  void begin(Delivery delivery);

  /** How it is carried: always the same answer. */
  Carrier carrier();

  /**
   * Whether the wire takes more. While it does not, the delivery reads nothing; whoever owns the
   * wire calls {@link Delivery#wake()} once it does.
   */
  boolean ready();

  /**
   * Whether the next batch is the last that it takes: always the same answer. A delivery to such an
   * outlet gives up its place before {@link #deliver}, so that the client's next request, however
   * soon it comes, does not find it taken.
   */
  boolean nextIsLast();

  /** Takes a batch. */
  void deliver(Batch batch);

  /** Whether it has carried as much as one response may: asked after each batch. */
  boolean isFull();

  /** The client has all that there is, and is about to be held for more; perhaps not only once. */
  default void waits() {}

  /**
   * The delivery is over for a reason other than a last batch. Called at most once, and not after a
   * last batch.
   *
   * @param why {@link End#ANSWERED} only where it said that it is full
   * @param cursor where the client stands
   */
  void end(End why, Cursor cursor);

  /** The second pass: nothing more will come, complete the response. Called exactly once. */
  void release();
}
