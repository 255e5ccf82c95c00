package dev.halley.protocol;

import dev.halley.message.ChannelName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, as problem details (RFC 9457).
 *
 * @param code what went wrong; stable
 * @param detail what was expected and what came, for a person; no payload and no token
 * @param channel the channel it is about, or null
 * @param retryAfter after how many seconds to try again; 0 for a problem that time does not mend
 */
public record Problem(Code code, String detail, @Nullable ChannelName channel, int retryAfter) {

  public Problem {
    if ((retryAfter > 0) != (code.status() == 429 || code.status() == 503)) {
      throw new IllegalArgumentException(
          "expected a time to try again with 429 and 503 alone; found " + code + ", " + retryAfter);
    }
  }

  /** What can go wrong. */
  public enum Code {
    INVALID_JSON(400),
    INVALID_PARAMETER(400),
    INVALID_CHANNEL(400),
    INVALID_CURSOR(400),
    INVALID_TOKEN(401),
    EXPIRED_TOKEN(401),
    TOKEN_REQUIRED(401),
    FORBIDDEN(403),
    ORIGIN_NOT_ALLOWED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NAME_TAKEN(409),
    ID_TAKEN(409),
    MESSAGE_TOO_LARGE(413),
    TOO_MANY_CHANNELS(413),
    BATCH_TOO_LARGE(413),
    TOO_MANY_MEMBERS(413),
    TOO_MANY_ROOMS(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RATE_LIMITED(429),
    OVERLOADED(503),
    DRAINING(503),
    LOGIN_UNAVAILABLE(503),
    STORE_UNAVAILABLE(503);

    private final int status;

    Code(int status) {
      this.status = status;
    }

    /** The HTTP status that goes with it. */
    public int status() {
      return status;
    }

    /** As it stands on the wire: {@code invalid-json}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason phrase of the status (RFC 9110, section 15). */
    public String title() {
      return switch (status) {
        case 400 -> "Bad Request";
        case 401 -> "Unauthorized";
        case 403 -> "Forbidden";
        case 404 -> "Not Found";
        case 405 -> "Method Not Allowed";
        case 409 -> "Conflict";
        case 413 -> "Content Too Large";
        case 415 -> "Unsupported Media Type";
        case 429 -> "Too Many Requests";
        default -> "Service Unavailable";
      };
    }
  }

  /** A problem that is about no channel in particular and that time does not mend. */
  public static Problem of(Code code, String detail) {
    return new Problem(code, detail, null, 0);
  }

  /** A problem with one channel. */
  public static Problem of(Code code, String detail, ChannelName channel) {
    return new Problem(code, detail, channel, 0);
  }

  /** A problem that time mends: to be tried again after so many seconds, 1 and up. */
  public static Problem later(Code code, String detail, int retryAfter) {
    return new Problem(code, detail, null, retryAfter);
  }

  /** Adds the problem details to JSON text. */
  public void write(JsonBuffer json) {
    json.ascii("{\"type\":\"about:blank\",\"title\":").string(code.title());
    json.ascii(",\"status\":").number(code.status());
    json.ascii(",\"code\":").string(code.wire());
    json.ascii(",\"detail\":").string(detail);
    if (channel != null) {
      json.ascii(",\"channel\":").string(channel.value());
    }
    json.ascii('}');
  }

  /** The problem as the answer to a request, with the header fields that its status asks for. */
  public Answer answer() {
    return answer(Map.of());
  }

  /** As the other, with header fields of the caller's. */
  public Answer answer(Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    if (code.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    if (retryAfter > 0) {
      headers.put("Retry-After", Integer.toString(retryAfter));
    }
    JsonBuffer json = new JsonBuffer(128 + detail.length());
    write(json);
    return new Answer(code.status(), Answer.PROBLEM, headers, json.frame(), code);
  }
}
