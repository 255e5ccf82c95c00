package dev.halley.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Carries the body of an answer, or what follows a change of protocol, from server to client. A new
 * fault may befall it on the way, from any thread; its bytes are counted from there.
 */
final class Pump {

  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final Fault NONE = new Fault.None();

  private final FaultProxy path;
  private final Socket server;
  private final Socket client;
  private final InputStream in;
  private final OutputStream out;
  private Fault fault = NONE;
  private int passed;

  Pump(FaultProxy path, Socket server, Socket client) throws IOException {
    this.path = path;
    this.server = server;
    this.client = client;
    this.in = server.getInputStream();
    this.out = client.getOutputStream();
  }

  /** What happens to it from now on. */
  void befall(Fault next) {
    synchronized (this) {
      fault = next;
      passed = 0;
    }
    if (next instanceof Fault.CutAfter cut) {
      path.fork(() -> cutLater(cut.time()));
    }
  }

  private void cutLater(Duration time) {
    try {
      path.pause(time);
      path.drop(client);
      path.drop(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the connections shall be closed. */
  void run() throws IOException, InterruptedException {
    byte[] buffer = new byte[4096];
    int count = in.read(buffer);
    while (count >= 0 && pass(buffer, count)) {
      count = in.read(buffer);
    }
  }

  /** Whether to go on. */
  private boolean pass(byte[] bytes, int count) throws IOException, InterruptedException {
    Fault now = reaches(count);
    if (now instanceof Fault.CutAfterBytes cut) {
      out.write(bytes, 0, left(cut.bytes(), count));
      return false;
    }
    if (now instanceof Fault.HalfClose half) {
      out.write(bytes, 0, left(half.bytes(), count));
      client.shutdownOutput();
      path.pause(LINGER);
      return false;
    }
    if (now instanceof Fault.Stall stall) {
      int first = left(stall.bytes(), count);
      out.write(bytes, 0, first);
      path.pause(stall.time());
      out.write(bytes, first, count - first);
    } else if (now instanceof Fault.Buffer buffer) {
      out.write(gathered(bytes, count, buffer.most()));
    } else {
      out.write(bytes, 0, count);
    }
    return true;
  }

  /** The fault whose place in the stream these bytes reach; from then on it is over. */
  private synchronized Fault reaches(int count) {
    int after =
        fault instanceof Fault.CutAfterBytes cut
            ? cut.bytes()
            : fault instanceof Fault.HalfClose half
                ? half.bytes()
                : fault instanceof Fault.Stall stall ? stall.bytes() : 0;
    if (passed + count <= after) {
      passed += count;
      return NONE;
    }
    Fault now = fault;
    fault = NONE;
    return now;
  }

  /** How many of the next bytes come before the fault. */
  private synchronized int left(int after, int count) {
    return Math.max(0, Math.min(after - passed, count));
  }

  /** These bytes and all that comes to the end, or in the given time. */
  private byte[] gathered(byte[] bytes, int count, Duration most) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, count);
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        server.setSoTimeout((int) left);
        int more = in.read(bytes);
        if (more < 0) {
          break;
        }
        all.write(bytes, 0, more);
      }
    } catch (SocketTimeoutException e) {
      // The time is over; the rest flows.
      return all.toByteArray();
    } finally {
      server.setSoTimeout(0);
    }
    return all.toByteArray();
  }
}
