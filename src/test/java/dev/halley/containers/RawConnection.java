package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A TCP connection to a server under test that sends exactly the bytes it is given, and reads
 * answers with a deadline. For one thread.
 */
final class RawConnection implements AutoCloseable {

  /**
   * How long a test waits for an answer that must come at once: long for a machine that is busy,
   * and still less than any hold that a test has not shortened.
   */
  static final Duration SOON = Duration.ofSeconds(20);

  private final Socket socket;
  private final AnswerParser parser = new AnswerParser();
  private final byte[] buffer = new byte[16 * 1024];

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  static RawConnection to(int port) {
    return to(port, new Socket());
  }

  /** One that takes few bytes as long as nobody reads them. */
  static RawConnection narrow(int port) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      return to(port, socket);
    } catch (SocketException e) {
      throw new UncheckedIOException("no narrow connection to port " + port, e);
    }
  }

  private static RawConnection to(int port, Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to port " + port, e);
    }
  }

  RawConnection send(RawRequest request) {
    return send(request.bytes());
  }

  RawConnection send(String latin1) {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) {
    return send(bytes, 0, bytes.length);
  }

  RawConnection send(byte[] bytes, int from, int to) {
    try {
      socket.getOutputStream().write(bytes, from, to - from);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("the connection took no more bytes", e);
    }
  }

  /** Sends a request on this connection, which stays open, and waits for its answer. */
  RawResponse ask(RawRequest request) {
    send(request);
    return request.method().equals("HEAD") ? readHead() : read();
  }

  /** The next answer, which must come within {@link #SOON}. */
  RawResponse read() {
    return read(SOON);
  }

  RawResponse read(Duration deadline) {
    return poll(deadline, false)
        .orElseThrow(
            () ->
                new AssertionError(
                    (parser.ended() ? "the server closed" : "nothing within " + deadline)
                        + ", with "
                        + parser.left()
                        + " bytes of an answer read"));
  }

  /**
   * The answer that is coming, once what has come of it is enough; it can be asked for again, and
   * is taken by {@link #read}. Fails at the deadline and if the server closes before.
   */
  RawResponse until(Predicate<RawResponse> enough, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    Optional<RawResponse> begun = parser.soFar();
    while (begun.filter(enough).isEmpty()) {
      if (parser.ended() || !receive(end)) {
        String why = parser.ended() ? "the server closed" : "not enough within " + deadline;
        throw new AssertionError(why + ": " + parser.soFar());
      }
      begun = parser.soFar();
    }
    return begun.get();
  }

  /** The next answer to a HEAD request. */
  RawResponse readHead() {
    return poll(SOON, true).orElseThrow(() -> new AssertionError("no answer to a HEAD request"));
  }

  /** The next answer, or empty if it is not whole at the deadline or the server closes before. */
  Optional<RawResponse> poll(Duration deadline) {
    return poll(deadline, false);
  }

  private Optional<RawResponse> poll(Duration deadline, boolean head) {
    long end = System.nanoTime() + deadline.toNanos();
    Optional<RawResponse> answer = parser.next(head);
    while (answer.isEmpty() && !parser.ended() && receive(end)) {
      answer = parser.next(head);
    }
    return answer;
  }

  /** So many bytes that belong to no answer, or empty if they do not come before the given time. */
  Optional<byte[]> bytes(int count, long end) {
    Optional<byte[]> bytes = parser.bytes(count);
    while (bytes.isEmpty() && !parser.ended() && receive(end)) {
      bytes = parser.bytes(count);
    }
    return bytes;
  }

  /** Asserts that the server says nothing and keeps the connection for as long as given. */
  RawConnection staysSilent(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean came = receive(end);
    assertThat(came || parser.left() > 0)
        .as("something came: %s", came ? parser.next(false) : Optional.empty())
        .isFalse();
    return this;
  }

  /** Whether the server closes within the time, whatever it says before. */
  boolean closes(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!parser.ended() && receive(end)) {
      // Bytes of an answer: only the end is of interest.
    }
    return parser.ended();
  }

  /** Sends FIN and goes on reading. */
  RawConnection finish() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("the connection cannot be half closed", e);
    }
  }

  /** Cuts the connection with a TCP reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the connection cannot be reset", e);
    }
  }

  /** Whether something came, bytes or the end, before the given time. */
  private boolean receive(long end) {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      return false;
    }
    try {
      socket.setSoTimeout((int) left);
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        parser.end();
      } else {
        parser.add(buffer, count);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      parser.end();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("the connection cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the connection cannot be closed", e);
    }
  }
}
