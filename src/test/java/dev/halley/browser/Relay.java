package dev.halley.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The path between a browser and a server, which a test can cut. Its port stays the same when the
 * server is started anew on another one.
 */
public final class Relay implements AutoCloseable {
  private final ServerSocket entry;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** On these the browser waits for an answer, or for more of it. */
  private final Set<Socket> waiting = ConcurrentHashMap.newKeySet();

  private volatile int target;
  private volatile boolean cut;

  public Relay(int target) {
    this.target = target;
    try {
      entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return entry.getLocalPort();
  }

  /** Leads to another server from now on. */
  public void lead(int port) {
    target = port;
  }

  /** How many requests wait for messages. */
  public int held() {
    return waiting.size();
  }

  /** Breaks every connection and lets none through. */
  public void cut() {
    cut = true;
    sockets.forEach(Relay::close);
  }

  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!entry.isClosed()) {
      acceptOne();
    }
  }

  private void acceptOne() {
    try {
      Socket browser = entry.accept();
      sockets.add(browser);
      if (cut) {
        close(browser);
      } else {
        connect(browser);
      }
    } catch (IOException e) {
      // The test is over, or the server is not there: the browser sees a broken connection.
      return;
    }
  }

  private void connect(Socket browser) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      daemon(() -> pump(browser, server, bytes -> asked(browser, bytes)));
      daemon(() -> pump(server, browser, bytes -> answered(browser, bytes)));
    } catch (IOException e) {
      close(browser);
      throw e;
    }
  }

  private void asked(Socket browser, String bytes) {
    if (bytes.matches("(?s)(GET|POST) /v1/(poll|stream|events|ws)\\W.*")) {
      waiting.add(browser);
    }
  }

  private void answered(Socket browser, String bytes) {
    // All but a poll's answer go on.
    if (bytes.contains("\r\nContent-Length: ")) {
      waiting.remove(browser);
    }
  }

  private void pump(Socket from, Socket to, Consumer<String> tap) {
    byte[] buffer = new byte[65536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        tap.accept(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One end is gone; closing both tells the other.
      return;
    } finally {
      waiting.remove(from);
      waiting.remove(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
