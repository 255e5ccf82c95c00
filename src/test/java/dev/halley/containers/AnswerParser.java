package dev.halley.containers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts HTTP/1.x answers out of the bytes of one connection (RFC 9112, sections 4 and 6), as far as
 * they have come. Bytes after an answer stay for the next one, so pipelined answers come out one by
 * one. For one thread.
 */
final class AnswerParser {

  private byte[] bytes = new byte[0];
  private int length;
  private boolean ended;

  void add(byte[] source, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    System.arraycopy(source, 0, bytes, length, count);
    length += count;
  }

  /** The server has sent FIN: an answer without a length is whole now. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  /** How many bytes lie here that no answer took. */
  int left() {
    return length;
  }

  /** The status line and the headers of an answer, and where its body begins. */
  private record Head(RawResponse response, int end) {}

  /**
   * The next answer, or empty while it is not whole.
   *
   * @param bodiless whether the request was a HEAD, whose answer has headers alone
   */
  Optional<RawResponse> next(boolean bodiless) {
    return head().flatMap(head -> withBody(head.response(), head.end(), bodiless));
  }

  /** The answer that is coming, with what has come of its body; it stays to be taken whole. */
  Optional<RawResponse> soFar() {
    return head().map(head -> begun(head.response(), head.end()));
  }

  private RawResponse begun(RawResponse head, int start) {
    StringBuilder body = new StringBuilder();
    if (isChunked(head)) {
      chunks(start, body);
    } else {
      body.append(text(start, length));
    }
    return new RawResponse(head.version(), head.status(), head.headers(), body.toString());
  }

  private Optional<Head> head() {
    int blank = find("\r\n\r\n", 0);
    if (blank < 0) {
      return Optional.empty();
    }
    String[] lines = text(0, blank).split("\r\n", -1);
    String[] status = lines[0].split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
      throw new AssertionError("not a status line: " + lines[0]);
    }
    List<RawResponse.Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        throw new AssertionError("not a header line: " + lines[i]);
      }
      headers.add(
          new RawResponse.Header(
              lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
    }
    RawResponse head = new RawResponse(status[0], Integer.parseInt(status[1]), headers, "");
    if (head.status() / 100 == 1 && head.status() != 101) {
      take(blank + 4);
      return head();
    }
    return Optional.of(new Head(head, blank + 4));
  }

  private static boolean isChunked(RawResponse head) {
    return head.header("Transfer-Encoding").filter(v -> v.equalsIgnoreCase("chunked")).isPresent();
  }

  private Optional<RawResponse> withBody(RawResponse head, int start, boolean bodiless) {
    if (bodiless || head.status() == 101 || head.status() == 204 || head.status() == 304) {
      return Optional.of(whole(head, "", start));
    }
    if (isChunked(head)) {
      StringBuilder body = new StringBuilder();
      int end = chunks(start, body);
      return end < 0 ? Optional.empty() : Optional.of(whole(head, body.toString(), end));
    }
    Optional<Integer> stated = head.header("Content-Length").map(Integer::valueOf);
    if (stated.isPresent()) {
      int end = start + stated.get();
      return length < end ? Optional.empty() : Optional.of(whole(head, text(start, end), end));
    }
    return ended ? Optional.of(whole(head, text(start, length), length)) : Optional.empty();
  }

  /** Adds what has come of the chunks; answers where the last one ends, or -1 before that. */
  private int chunks(int start, StringBuilder body) {
    int at = start;
    while (true) {
      int line = find("\r\n", at);
      if (line < 0) {
        return -1;
      }
      int size = Integer.parseInt(text(at, line).split(";", 2)[0].strip(), 16);
      at = line + 2;
      // Jetty sends the end of a chunk's line with the next chunk.
      body.append(text(at, Math.min(length, at + size)));
      if (length < at + size + 2) {
        return -1;
      }
      if (size == 0) {
        return at + 2;
      }
      at += size + 2;
    }
  }

  private RawResponse whole(RawResponse head, String body, int end) {
    take(end);
    return new RawResponse(head.version(), head.status(), head.headers(), body);
  }

  /** So many bytes that belong to no answer, or empty while there are fewer. */
  Optional<byte[]> bytes(int count) {
    if (length < count) {
      return Optional.empty();
    }
    byte[] taken = Arrays.copyOf(bytes, count);
    take(count);
    return Optional.of(taken);
  }

  private void take(int count) {
    bytes = Arrays.copyOfRange(bytes, count, length);
    length = bytes.length;
  }

  private int find(String wanted, int from) {
    for (int i = from; i + wanted.length() <= length; i++) {
      int k = 0;
      while (k < wanted.length() && bytes[i + k] == wanted.charAt(k)) {
        k++;
      }
      if (k == wanted.length()) {
        return i;
      }
    }
    return -1;
  }

  /** Bytes as characters of ISO-8859-1, one each. */
  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
