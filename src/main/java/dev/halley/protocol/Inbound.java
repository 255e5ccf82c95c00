package dev.halley.protocol;

import dev.halley.auth.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * A request without Servlet: all of it, copied at entry, because a container uses its own objects
 * again as soon as a request is complete.
 *
 * @param method the HTTP method, upper case
 * @param path the path below the context path, decoded by the container: {@code /v1/poll}
 * @param query the query string as it came, still percent-encoded; empty for none
 * @param contentType the Content-Type header as it came; null for none
 * @param body the body's bytes; empty for none
 * @param credentials what the Authorization header brings; a parameter may bring them too
 * @param address where the request came from, see {@link dev.halley.auth.Caller#address()}
 * @param lastEventId the Last-Event-ID header as it came; null for none
 * @param chunked whether the answer may be sent in chunks: from HTTP/1.1 on
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inbound(
    String method,
    String path,
    String query,
    @Nullable String contentType,
    byte[] body,
    Credentials credentials,
    String address,
    @Nullable String lastEventId,
    boolean chunked) {

  /** The same request as a GET, which is what an extended CONNECT is to a WebSocket (RFC 8441). */
  public Inbound asGet() {
    return new Inbound(
        "GET", path, query, contentType, body, credentials, address, lastEventId, chunked);
  }

  /** The same request with its body. */
  public Inbound with(byte[] wholeBody) {
    return new Inbound(
        method, path, query, contentType, wholeBody, credentials, address, lastEventId, chunked);
  }
}
