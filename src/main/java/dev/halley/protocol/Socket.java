package dev.halley.protocol;

import java.util.function.BooleanSupplier;

/**
 * A wire that carries text messages both ways until one side closes it (RFC 6455).
 *
 * <p>Methods may be called from any threads, also several at a time, and none waits. What is sent
 * by one thread goes out in that order, and nothing goes out after a close.
 */
public interface Socket {

  /**
   * Whether all that was sent is with the container, and it takes more. Who finds that it is not
   * ready is told by {@link Conversation#writable} once it is.
   */
  boolean ready();

  /**
   * Sends a message, as soon as the wire takes it. A client that reads too little for what is sent
   * to it is given up.
   *
   * @param wanted asked when the message's turn has come: if it says false the message is left out
   */
  void send(Frame frame, BooleanSupplier wanted);

  /** Closes the socket once all is sent. The first close stays. */
  void close(Closing why);
}
