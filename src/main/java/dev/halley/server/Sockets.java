package dev.halley.server;

import dev.halley.protocol.SocketProtocol;
import dev.halley.transport.Entrance;
import dev.halley.transport.OpenSockets;
import dev.halley.transport.SocketLimits;
import dev.halley.transport.SocketServlet;
import dev.halley.transport.SocketThreads;
import dev.halley.transport.Wires;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** WebSockets, where the container has them. */
final class Sockets implements AutoCloseable {

  /**
   * Where a container says that it has WebSockets. By its name: where there are none there may be
   * no such class.
   */
  private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

  /** They wait for clients, not for a core. */
  private static final int THREADS = 4;

  /** After so long a thread that has nothing to do ends. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** How long a stop waits for closes that clients hold up, at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ThreadPoolExecutor patient;
  private final OpenSockets open;

  Sockets(SocketLimits limits) {
    open = new OpenSockets(limits);
    AtomicInteger count = new AtomicInteger();
    patient =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            // A socket has one close and one ping in it at most.
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "halley-socket-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    patient.allowCoreThreadTimeOut(true);
  }

  /** Whether the container has WebSockets. */
  static boolean areIn(ServletContext context) {
    return context.getAttribute(CONTAINER) != null;
  }

  /**
   * The servlet that opens sockets; null if the container has none.
   *
   * @param stops called when the application begins to stop
   */
  @Nullable Servlet servlet(
      ServletContext context,
      SocketProtocol protocol,
      Entrance entrance,
      ScheduledExecutorService timer,
      Wires wires,
      Runnable stops) {
    Object container = context.getAttribute(CONTAINER);
    return container == null
        ? null
        : new SocketServlet(
            protocol, container, entrance, new SocketThreads(timer, patient), open, wires, stops);
  }

  /** How many are open. */
  int open() {
    return open.count();
  }

  /** Tells the clients that this server stops. */
  void drain() {
    open.drain();
  }

  /** Closes what is left, and stops the threads. */
  @Override
  public void close() {
    open.cut();
    patient.shutdown();
    try {
      if (!patient.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        patient.shutdownNow();
      }
    } catch (InterruptedException e) {
      patient.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
