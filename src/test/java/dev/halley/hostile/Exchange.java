package dev.halley.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** One request, its answer and its fault, on the thread that runs it. */
final class Exchange {

  private static final Duration FIRST_ANSWER = Duration.ofMillis(200);
  private static final byte[] FORBIDDEN =
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(ISO_8859_1);

  private final FaultProxy path;
  private final Socket client;

  Exchange(FaultProxy path, Socket client) {
    this.path = path;
    this.client = client;
  }

  void run() {
    try {
      InputStream in = client.getInputStream();
      Optional<Head> request = Head.read(in);
      if (request.isPresent()) {
        byte[] body = in.readNBytes(request.get().length());
        serve(request.get(), body, path.faultFor(request.get()));
      }
    } catch (IOException | RejectedExecutionException e) {
      // One end is gone, or the path itself; closing tells the other.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      path.drop(client);
    }
  }

  private void serve(Head request, byte[] body, Fault fault)
      throws IOException, InterruptedException {
    if (fault instanceof Fault.Drop) {
      return;
    }
    if (fault instanceof Fault.RefuseUpgrade && request.isUpgrade()) {
      client.getOutputStream().write(FORBIDDEN);
      return;
    }
    if (fault instanceof Fault.Delay delay) {
      path.pause(delay.time());
    }
    Head sent = changed(request, fault);
    if (fault instanceof Fault.RepeatGet && request.isGet() && !request.isUpgrade()) {
      askInVain(sent);
    }
    Socket server = path.connect();
    try {
      server.getOutputStream().write(sent.bytes());
      server.getOutputStream().write(body);
      answer(server, fault);
    } finally {
      path.drop(server);
    }
  }

  /** The request as it goes on, or the answer as it comes back. */
  private static Head changed(Head head, Fault fault) {
    Head changed = head.isUpgrade() ? head : head.with("Connection", "close");
    if (fault instanceof Fault.StripHeaders strip && !head.isUpgrade()) {
      // A body needs its length.
      int length = head.first().startsWith("HTTP/") ? 0 : head.length();
      changed = changed.without(strip.names());
      return length == 0 ? changed : changed.with("Content-Length", Integer.toString(length));
    }
    return fault instanceof Fault.Downgrade && !head.isUpgrade() ? changed.inHttp10() : changed;
  }

  /** The first of two requests: whatever is answered to it is lost. */
  private void askInVain(Head request) throws IOException {
    Socket server = path.connect();
    try {
      server.getOutputStream().write(request.bytes());
      server.setSoTimeout((int) FIRST_ANSWER.toMillis());
      int first = server.getInputStream().read();
      if (first < 0) {
        throw new IOException("the server closed");
      }
    } catch (SocketTimeoutException e) {
      // It is held; the server has it, and that is what counts.
      return;
    } finally {
      path.drop(server);
    }
  }

  private void answer(Socket server, Fault fault) throws IOException, InterruptedException {
    // Who hears nothing of the client's end would hold the request for long.
    path.fork(() -> forward(server));
    Pump pump = new Pump(path, server, client);
    path.carries(pump);
    try {
      pump.befall(fault);
      Optional<Head> head = Head.read(server.getInputStream());
      if (head.isPresent()) {
        client.getOutputStream().write(changed(head.get(), fault).bytes());
        pump.run();
      }
    } finally {
      path.isDoneWith(pump);
    }
  }

  private void forward(Socket server) {
    try {
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      // Either end is gone.
      return;
    } finally {
      path.drop(server);
    }
  }
}
