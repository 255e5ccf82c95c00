package dev.halley.transport;

import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to open a WebSocket (RFC 6455, section 4.2.1; over HTTP/2 RFC 8441). */
final class Handshake {

  /** The language that is spoken over the socket. */
  static final String SUBPROTOCOL = "halley.v1";

  /** The one version of WebSocket there is. */
  static final String VERSION = "13";

  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /**
   * What is wrong with a request; null if nothing is. A client that names no language is taken to
   * speak this one: what it says is no other. One that names others alone would not understand.
   */
  static @Nullable Problem problem(HttpServletRequest request) {
    if (request.getMethod().equals("GET")) {
      if (!names(request, "Upgrade", "websocket")) {
        return refused("Upgrade takes websocket: this path opens a WebSocket");
      }
      if (!names(request, "Connection", "Upgrade")) {
        return refused("Connection takes Upgrade");
      }
      if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
        return refused("Sec-WebSocket-Key takes " + KEY_BYTES + " bytes in Base64");
      }
    }
    if (!tokens(request, "Sec-WebSocket-Version").equals(List.of(VERSION))) {
      return refused("Sec-WebSocket-Version takes " + VERSION);
    }
    List<String> offered = tokens(request, SUBPROTOCOLS);
    return offered.isEmpty() || offered.contains(SUBPROTOCOL)
        ? null
        : refused(SUBPROTOCOLS + " takes " + SUBPROTOCOL + " among others, or nothing");
  }

  private static Problem refused(String detail) {
    return Problem.of(Code.INVALID_PARAMETER, detail);
  }

  private static boolean names(HttpServletRequest request, String name, String token) {
    return tokens(request, name).stream().anyMatch(token::equalsIgnoreCase);
  }

  /** The elements of a header field that is a list. */
  private static List<String> tokens(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
