package dev.halley.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to one request.
 *
 * @param status the HTTP status (RFC 9110, section 15)
 * @param contentType the media type of the body; ignored when the body is empty
 * @param headers header fields besides those that every answer carries
 * @param body the body
 * @param refusal what it says that went wrong, in whatever words; null for nothing
 */
public record Answer(
    int status,
    String contentType,
    Map<String, String> headers,
    Frame body,
    Problem.@Nullable Code refusal) {

  /** The media type of every answer that is no problem. */
  public static final String JSON = "application/json";

  /** The media type of problem details (RFC 9457). */
  public static final String PROBLEM = "application/problem+json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer to a request that is not refused. */
  public Answer(int status, String contentType, Map<String, String> headers, Frame body) {
    this(status, contentType, headers, body, null);
  }

  /** 200 with a JSON body. */
  public static Answer ok(Frame body) {
    return new Answer(200, JSON, Map.of(), body);
  }

  /** A status without a body. */
  public static Answer empty(int status, Map<String, String> headers) {
    return new Answer(status, JSON, headers, Frame.EMPTY);
  }
}
