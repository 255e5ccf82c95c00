package dev.halley.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first line of a request or an answer, and its header lines, as they are on the wire.
 *
 * @param first without its end
 * @param lines without theirs
 */
record Head(String first, List<String> lines) {

  private static final int MOST = 64 * 1024;

  Head {
    lines = List.copyOf(lines);
  }

  /** Reads up to the blank line; empty if the stream ends before. */
  static Optional<Head> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    while (bytes.size() < MOST) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      bytes.write(next);
      last = last << 8 | next;
      if (last == 0x0d0a0d0a) {
        List<String> lines = bytes.toString(ISO_8859_1).strip().lines().toList();
        return Optional.of(new Head(lines.get(0), lines.subList(1, lines.size())));
      }
    }
    throw new IOException("a head of more than " + MOST + " bytes");
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(first).append("\r\n");
    lines.forEach(line -> text.append(line).append("\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  /** The value of a header; empty if there is none. */
  String value(String name) {
    return lines.stream()
        .filter(line -> isOf(line, name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  Head without(List<String> names) {
    return new Head(
        first, lines.stream().filter(l -> names.stream().noneMatch(n -> isOf(l, n))).toList());
  }

  Head with(String name, String value) {
    Stream<String> others = lines.stream().filter(line -> !isOf(line, name));
    return new Head(first, Stream.concat(others, Stream.of(name + ": " + value)).toList());
  }

  Head inHttp10() {
    return new Head(first.replace("HTTP/1.1", "HTTP/1.0"), lines);
  }

  boolean isGet() {
    return first.startsWith("GET ");
  }

  /** Whether an answer is asked for that goes on. */
  boolean isStream() {
    return first.matches("[A-Z]+ \\S*/v1/(stream|events|frame)\\b.*");
  }

  /** Whether another protocol is wished for, or agreed on. */
  boolean isUpgrade() {
    return !value("Upgrade").isEmpty();
  }

  /** How many bytes of a body follow, where that is stated. */
  int length() {
    String length = value("Content-Length");
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  private static boolean isOf(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }
}
