package dev.halley.transport;

import dev.halley.auth.Credentials;
import dev.halley.auth.ProxyList;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** What goes for every request under {@code /v1}, whatever becomes of it. */
public final class Entrance implements Greeting {

  /** What every answer carries: no cache or proxy may keep, hold back or change it. */
  private static final String CACHE_CONTROL =
      "no-store, no-cache, no-transform, must-revalidate, max-age=0";

  private static final byte[] NO_BODY = {};

  private final RequestCredentials credentials;
  private final Origins origins;
  private final SafeHeaders headers;
  private final @Nullable ContainerLogin login;

  /**
   * An entrance.
   *
   * @param proxies whom to believe about the addresses of others
   * @param origins whose pages may read the answers
   * @param login what the container says of who asks; null for nothing
   */
  public Entrance(
      ProxyList proxies, Origins origins, SafeHeaders headers, @Nullable ContainerLogin login) {
    this.credentials = new RequestCredentials(proxies);
    this.origins = origins;
    this.headers = headers;
    this.login = login;
  }

  /** Sets the header fields that every answer carries. */
  @Override
  public void greet(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Cache-Control", CACHE_CONTROL);
    response.setHeader("Pragma", "no-cache");
    response.setHeader("Expires", "0");
    response.setHeader("X-Accel-Buffering", "no");
    response.setHeader("X-Content-Type-Options", "nosniff");
    headers.ofAnswer(request, response);
    origins.greet(request, response, login != null);
  }

  /**
   * Why the request is not taken from the page that sends it; null if it is.
   *
   * @param opensSocket whether it is a handshake
   */
  @Nullable Problem refusal(HttpServletRequest request, boolean opensSocket) {
    return login == null ? null : login.refusal(request, opensSocket);
  }

  private Credentials who(HttpServletRequest request) {
    return login == null ? RequestCredentials.of(request) : login.credentials(request);
  }

  /** Copies all but the body: once the request is complete the container uses its objects again. */
  Inbound copy(HttpServletRequest request) {
    String pathInfo = request.getPathInfo();
    String query = request.getQueryString();
    String lastEventId = request.getHeader("Last-Event-ID");
    return new Inbound(
        request.getMethod(),
        pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo,
        query == null ? "" : query,
        request.getHeader("Content-Type"),
        NO_BODY,
        who(request),
        credentials.address(request),
        lastEventId == null || lastEventId.isEmpty() ? null : lastEventId,
        !request.getProtocol().equals("HTTP/1.0"));
  }
}
