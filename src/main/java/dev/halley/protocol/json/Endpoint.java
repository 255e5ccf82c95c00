package dev.halley.protocol.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths and what can be done with them. {@code HEAD} is not taken where a request may be held.
 */
enum Endpoint {
  POLL("GET", "POST"),
  PUBLISH("POST"),
  HISTORY("GET", "HEAD"),
  INFO("GET", "HEAD"),
  SESSION("POST", "DELETE");

  private final List<String> methods;
  private final String allow;

  Endpoint(String... methods) {
    this.methods = List.of(methods);
    this.allow = String.join(", ", methods) + ", OPTIONS";
  }

  /** What is at the path; null for nothing. */
  static @Nullable Endpoint at(String path) {
    return switch (path) {
      case "/v1/poll" -> POLL;
      case "/v1/publish" -> PUBLISH;
      case "/v1/history" -> HISTORY;
      case "/v1/info" -> INFO;
      case "/v1/session" -> SESSION;
      default -> null;
    };
  }

  /** The methods, as the {@code Allow} header has them (RFC 9110, section 10.2.1). */
  String allow() {
    return allow;
  }

  /** Whether the method can be used, {@code OPTIONS} apart. */
  boolean takes(String method) {
    return methods.contains(method);
  }
}
