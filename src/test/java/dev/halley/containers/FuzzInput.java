package dev.halley.containers;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One broken request.
 *
 * @param index its number; with the seed it makes the same request again
 * @param kind what was broken
 * @param wire what is sent, a character for each byte
 * @param mayHang whether the server may rightly wait: for more of the request, or holding a poll
 */
record FuzzInput(int index, Kind kind, String wire, boolean mayHang) {

  private static final Pattern NONCE = Pattern.compile("nonce-(\\d+)-([0-9a-f]{8})");

  /** What was broken. */
  enum Kind {
    /** Values and names of parameters; the request itself is sound. */
    PARAMETERS,
    /** The text of a JSON body, with its right length. */
    BODY,
    /** Method, version and headers. */
    HEAD,
    /** Any bytes. */
    BYTES
  }

  /** A text which a message of this input's carries, and which no broken byte can make. */
  static String nonce(int index) {
    CRC32 crc = new CRC32();
    crc.update(("halley" + index).getBytes(StandardCharsets.US_ASCII));
    return String.format(Locale.ROOT, "nonce-%d-%08x", index, crc.getValue());
  }

  /** The number of the input that wrote this payload, or -1 where it cannot be told. */
  static int indexOf(String payload) {
    Matcher matcher = NONCE.matcher(payload);
    while (matcher.find()) {
      if (matcher.group(1).length() < 9) {
        int index = Integer.parseInt(matcher.group(1));
        if (nonce(index).equals(matcher.group())) {
          return index;
        }
      }
    }
    return -1;
  }

  /**
   * Whether a container may answer with a 5xx of its own before the application sees it: to another
   * version of HTTP, another transfer coding, or a request that asks for no path.
   */
  boolean isTheContainers() {
    String line = wire.lines().findFirst().orElse("");
    boolean known = line.endsWith(" HTTP/1.1") || line.endsWith(" HTTP/1.0");
    boolean path = line.matches("\\S+ /.*");
    return !known || !path || wire.toLowerCase(Locale.ROOT).contains("transfer-");
  }

  /** The request for a report, what cannot be printed as {@code \xNN}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("input " + index + " (" + kind + "): ");
    for (int i = 0; i < Math.min(wire.length(), 1500); i++) {
      int b = wire.charAt(i);
      text.append(
          b >= 32 && b < 127 ? (char) b + "" : b == '\n' ? "\n" : String.format("\\x%02x", b));
    }
    return text.toString();
  }
}
