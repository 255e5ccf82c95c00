package dev.halley.protocol;

/** What a protocol says over one socket. No method waits. */
public interface Conversation {

  /** The client has sent a message. Messages come in order, one call at a time. */
  void said(String text);

  /** The socket takes more after it did not. */
  void writable();

  /** This server stops: the client is told, and the socket closed. */
  void drain();

  /** The socket is closed or lost. Nothing that is sent from now on goes anywhere. */
  void gone();
}
