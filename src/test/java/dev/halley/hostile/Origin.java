package dev.halley.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server for the tests of the path alone. It answers the alphabet: the first half at once, and
 * the second when it is told to. After a change of protocol it says what it hears.
 */
final class Origin implements AutoCloseable {

  static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

  private final ServerSocket entry;
  private final List<Head> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch rest = new CountDownLatch(1);

  Origin() {
    try {
      entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return entry.getLocalPort();
  }

  /** What it was asked, in order. */
  List<Head> requests() {
    return requests;
  }

  /** Says the second half, now and to all who come. */
  void goOn() {
    rest.countDown();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        Socket socket = entry.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // It is closed.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Head request = Head.read(socket.getInputStream()).orElseThrow();
      requests.add(request);
      OutputStream out = socket.getOutputStream();
      if (request.isUpgrade()) {
        write(out, "HTTP/1.1 101 Switching\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
        socket.getInputStream().transferTo(out);
      } else {
        write(out, "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 26\r\n\r\n");
        write(out, ALPHABET.substring(0, 13));
        rest.await();
        write(out, ALPHABET.substring(13));
      }
    } catch (IOException e) {
      // The client is gone.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "origin");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    goOn();
    try {
      entry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
