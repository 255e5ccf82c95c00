package dev.halley.protocol;

/**
 * A wire that carries one frame after another.
 *
 * <p>Frames are sent by one thread at a time. Whatever the wire does not take at once is written as
 * it becomes writable; nothing here waits.
 */
public interface Stream {

  /**
   * Whether all that was sent is with the container, and it takes more. Who finds that it is not
   * ready is told by {@link Opening#writable} once it is.
   */
  boolean ready();

  /** Sends a frame, as soon as the wire takes it. */
  void send(Frame frame);

  /** Ends the stream once all is sent. Harmless when called again. */
  void release();
}
