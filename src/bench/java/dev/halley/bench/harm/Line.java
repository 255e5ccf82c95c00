package dev.halley.bench.harm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection, as a plain client has it, through a proxy that says whose it is. */
final class Line implements AutoCloseable {

  /** Longer than any hold. */
  private static final int PATIENCE_MILLIS = 90_000;

  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

  private final Socket socket;
  private final InputStream in;
  private final String address;

  /**
   * Connects.
   *
   * @param address where the client is said to be
   */
  Line(int port, String address) throws IOException {
    this.address = address;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
  }

  /**
   * An answer.
   *
   * @param status the status code
   * @param body its text
   */
  record Answer(int status, String body) {

    /** The text of a member of the answer's JSON object; it has no escapes. */
    String field(String name) {
      Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
      if (!found.find()) {
        throw new IllegalStateException("expected " + name + "; found " + status + " " + body);
      }
      return found.group(1);
    }
  }

  /** Asks, and waits for the answer. */
  Answer post(String path, String form) throws IOException {
    send(path, form, form.length());
    return read();
  }

  /** Sends a request that says how long it is, and perhaps is not. */
  void send(String path, String form, int length) throws IOException {
    raw(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
            + address
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + form);
  }

  void raw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private Answer read() throws IOException {
    String head = head();
    Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new Answer(Integer.parseInt(head.substring(9, 12)), new String(body, UTF_8));
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      head.write(b);
      if (b == '\n') {
        ends++;
      } else if (b != '\r') {
        ends = 0;
      }
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
