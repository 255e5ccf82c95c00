package dev.halley.protocol;

import java.util.function.Function;

/** A language that clients speak over a socket. */
public interface SocketProtocol {

  /** Says whether a client may open a socket. Does not wait. */
  Welcome welcome(Inbound handshake);

  /** Whether a client may. */
  sealed interface Welcome {

    /**
     * It may.
     *
     * @param begin makes the conversation, once, over the socket that was opened
     */
    record In(Function<Socket, Conversation> begin) implements Welcome {}

    /** It may not: the handshake is answered with this. */
    record Out(Answer answer) implements Welcome {}
  }
}
