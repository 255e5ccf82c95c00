package dev.halley.transport;

import dev.halley.protocol.Closing;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The container's end of one WebSocket. Its messages never wait; a ping and a close do in some
 * containers, until the client reads, so threads that do nothing else bring them out.
 */
final class WebSocketWire {

  private static final Logger LOG = System.getLogger(WebSocketWire.class.getName());

  /** How long a client may take to answer a close before the container cuts the connection. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Session session;
  private final Executor patient;

  /**
   * The wire of a session.
   *
   * @param patient runs what may wait
   */
  WebSocketWire(Session session, Executor patient) {
    this.session = session;
    this.patient = patient;
  }

  /**
   * Sends a message.
   *
   * @param then gets null once it is with the container, or why it is not; on any thread, also
   *     within this call
   * @throws RuntimeException if the session takes nothing
   */
  void send(String text, Consumer<@Nullable Throwable> then) {
    session
        .getAsyncRemote()
        .sendText(text, result -> then.accept(result.isOK() ? null : failure(result)));
  }

  private static Throwable failure(SendResult result) {
    Throwable failure = result.getException();
    return failure == null ? new IOException("a container could not send") : failure;
  }

  /** Sends a ping; {@code then} as for a message. */
  void ping(Consumer<@Nullable Throwable> then) {
    patiently(
        () -> {
          try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
          } catch (IOException | RuntimeException e) {
            then.accept(e);
            return;
          }
          then.accept(null);
        });
  }

  /** Closes the session. Harmless when it is closed already. */
  void close(Closing why) {
    patiently(
        () -> {
          try {
            session.setMaxIdleTimeout(FAREWELL.toMillis());
            session.close(
                new CloseReason(CloseCodes.getCloseCode(why.code().number()), why.reason()));
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A socket was closed already", e);
          }
        });
  }

  private void patiently(Runnable task) {
    try {
      patient.execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "A socket is left to the container, which stops");
    }
  }
}
