package dev.halley.protocol.json;

import dev.halley.message.Payload;
import dev.halley.protocol.Problem;
import org.jspecify.annotations.Nullable;

/** What a client asks for over a socket. Checked as {@link JsonCommand} is. */
sealed interface SocketCommand {

  /**
   * Read, in place of what was read before.
   *
   * @param token who asks from now on; null if that stays as it is
   * @param ref what the client will know the answers by; null for nothing
   */
  record Read(JsonCommand.Read read, @Nullable String token, @Nullable Payload ref)
      implements SocketCommand {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Read[" + read + "]";
    }
  }

  /**
   * Append one message.
   *
   * @param token who asks, for this message alone; null for who asks as a rule
   * @param ref what the client will know the answer by; null for nothing
   */
  record Publish(JsonCommand.Publish message, @Nullable String token, @Nullable Payload ref)
      implements SocketCommand {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Publish[" + message + "]";
    }
  }

  /** Nothing that can be done. */
  record Refused(Problem problem, @Nullable Payload ref) implements SocketCommand {}

  /** Of a kind that this version does not know, and leaves to a later one. */
  record Unknown() implements SocketCommand {}
}
