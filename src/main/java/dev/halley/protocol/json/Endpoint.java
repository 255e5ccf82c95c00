package dev.halley.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * The paths and what can be done with them. {@code HEAD} is not taken where a request may be held.
 */
enum Endpoint {
  POLL("GET", "POST"),
  STREAM("GET", "POST"),
  EVENTS("GET", "GET"),
  FRAME("GET", "GET"),
  SOCKET("GET", "GET"),
  PUBLISH("POST", "POST"),
  LEAVE("POST", "POST"),
  HISTORY("GET", "HEAD"),
  MEMBERS("GET", "POST"),
  PRESENCE("GET", "HEAD"),
  ROOMS("GET", "POST"),
  READ("POST", "POST"),
  UNREAD("GET", "GET"),
  INFO("GET", "HEAD"),
  SESSION("GET", "POST", "DELETE");

  private final String method;
  private final String another;
  private final String third;

  /** Two methods; the same twice where there is but one. */
  Endpoint(String method, String another) {
    this(method, another, another);
  }

  Endpoint(String method, String another, String third) {
    this.method = method;
    this.another = another;
    this.third = third;
  }

  /** What is at the path; null for nothing. */
  static @Nullable Endpoint at(String path) {
    return switch (path) {
      case "/v1/poll" -> POLL;
      case "/v1/stream" -> STREAM;
      case "/v1/events" -> EVENTS;
      case "/v1/frame" -> FRAME;
      case "/v1/ws" -> SOCKET;
      case "/v1/publish" -> PUBLISH;
      case "/v1/leave" -> LEAVE;
      case "/v1/history" -> HISTORY;
      case "/v1/members" -> MEMBERS;
      case "/v1/presence" -> PRESENCE;
      case "/v1/rooms" -> ROOMS;
      case "/v1/read" -> READ;
      case "/v1/unread" -> UNREAD;
      case "/v1/info" -> INFO;
      case "/v1/session" -> SESSION;
      default -> null;
    };
  }

  /** The methods, as the {@code Allow} header has them (RFC 9110, section 10.2.1). */
  String allow() {
    return method
        + ", "
        + (another.equals(method) ? "" : another + ", ")
        + (third.equals(another) ? "" : third + ", ")
        + "OPTIONS";
  }

  /** Whether the method can be used, {@code OPTIONS} apart. */
  boolean takes(String name) {
    return name.equals(method) || name.equals(another) || name.equals(third);
  }

  /**
   * Whether a page of another domain can load the answer as a script: a GET with the name of its
   * function, also where there is no other GET.
   */
  boolean takesCallback() {
    return switch (this) {
      case POLL, PUBLISH, HISTORY, MEMBERS, PRESENCE, ROOMS, READ, UNREAD, INFO, SESSION -> true;
      case STREAM, EVENTS, FRAME, SOCKET, LEAVE -> false;
    };
  }
}
