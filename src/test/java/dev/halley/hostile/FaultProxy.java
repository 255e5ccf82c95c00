package dev.halley.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The path between a client and a server, which does to each request what its plan says. A
 * connection carries one request, so that a fault befalls one request alone.
 */
final class FaultProxy implements AutoCloseable {

  private final ServerSocket entry;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Pump> pumps = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final int target;
  private volatile Plan plan = Plan.calm();

  /** Listens on a free port, and leads to the server's. */
  FaultProxy(int target) {
    this.target = target;
    try {
      entry = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return entry.getLocalPort();
  }

  /** What happens to the requests that come from now on. */
  void follow(Plan next) {
    plan = next;
  }

  /** Lets something happen to each of the answers that are under way now. */
  void befall(Plan faults) {
    Head late = new Head("", List.of());
    pumps.forEach(pump -> pump.befall(faults.next(late)));
  }

  /** How many connections it has, on both sides. */
  int openSockets() {
    return sockets.size();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        Socket client = keep(entry.accept());
        fork(() -> new Exchange(this, client).run());
      } catch (IOException | RejectedExecutionException e) {
        // It is closed.
        return;
      }
    }
  }

  Fault faultFor(Head request) {
    return plan.next(request);
  }

  Socket connect() throws IOException {
    return keep(new Socket(InetAddress.getLoopbackAddress(), target));
  }

  void carries(Pump pump) {
    pumps.add(pump);
  }

  void isDoneWith(Pump pump) {
    pumps.remove(pump);
  }

  private Socket keep(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  /** Closes a socket, in whatever state it is. */
  void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is broken already.
      return;
    }
  }

  /**
   * Runs something beside.
   *
   * @throws RejectedExecutionException if the proxy was closed
   */
  void fork(Runnable task) {
    threads.execute(task);
  }

  /** Waits, but not beyond the end of this proxy. */
  void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the proxy was closed");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      entry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(this::drop);
      threads.shutdownNow();
    }
  }
}
