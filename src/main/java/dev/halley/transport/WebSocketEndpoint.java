package dev.halley.transport;

import dev.halley.protocol.Conversation;
import dev.halley.protocol.Socket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, as the container calls it. Public because containers ask for that; they are given
 * each instance and make none.
 */
public final class WebSocketEndpoint extends Endpoint {

  private static final Logger LOG = System.getLogger(WebSocketEndpoint.class.getName());

  /**
   * How long Tomcat may have one of its threads wait to answer a client's ping, in milliseconds. No
   * other container looks at this.
   */
  private static final String TOMCAT_WAIT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

  private static final long MAX_WAIT = 5000;

  private final SocketThreads threads;
  private final OpenSockets sockets;
  private final Wires wires;
  private final String address;
  private final Function<Socket, Conversation> begin;

  private final AtomicReference<@Nullable WebSocketConnection> connection = new AtomicReference<>();
  private volatile @Nullable Future<?> heart;

  WebSocketEndpoint(
      SocketThreads threads,
      OpenSockets sockets,
      Wires wires,
      String address,
      Function<Socket, Conversation> begin) {
    this.threads = threads;
    this.sockets = sockets;
    this.wires = wires;
    this.address = address;
    this.begin = begin;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    SocketLimits limits = sockets.limits();
    session.setMaxIdleTimeout(0);
    session.getAsyncRemote().setSendTimeout(limits.stall().toMillis());
    session.getUserProperties().put(TOMCAT_WAIT, MAX_WAIT);
    WebSocketConnection opened =
        new WebSocketConnection(
            new WebSocketWire(session, threads.patient()), limits, System::nanoTime);
    opened.begin(begin);
    connection.set(opened);
    session.addMessageHandler(String.class, partial(opened::hear));
    session.addMessageHandler(ByteBuffer.class, partial((piece, last) -> opened.hearBinary()));
    session.addMessageHandler(PongMessage.class, whole(pong -> opened.hearPong()));
    wires.opened();
    long period = limits.ping().toMillis();
    heart =
        threads.timer().scheduleWithFixedDelay(opened::beat, period, period, TimeUnit.MILLISECONDS);
    sockets.add(opened, address);
  }

  /** Says which of two methods of the session is meant. */
  private static <T> MessageHandler.Partial<T> partial(MessageHandler.Partial<T> handler) {
    return handler;
  }

  private static <T> MessageHandler.Whole<T> whole(MessageHandler.Whole<T> handler) {
    return handler;
  }

  @Override
  public void onClose(Session session, CloseReason why) {
    WebSocketConnection closed = connection.getAndSet(null);
    if (closed == null) {
      return;
    }
    Future<?> beating = heart;
    if (beating != null) {
      beating.cancel(false);
    }
    sockets.remove(closed, address);
    closed.closed();
    wires.closed();
  }

  /** The container closes the session after this, or has. */
  @Override
  public void onError(Session session, Throwable failure) {
    LOG.log(Level.DEBUG, "A socket broke", failure);
  }
}
