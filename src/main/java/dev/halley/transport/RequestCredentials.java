package dev.halley.transport;

import dev.halley.auth.Credentials;
import dev.halley.auth.ProxyList;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request's header says about who asks. */
final class RequestCredentials {

  private static final String BEARER = "Bearer";

  private final ProxyList proxies;

  RequestCredentials(ProxyList proxies) {
    this.proxies = proxies;
  }

  /**
   * The token of the {@code Authorization} header (RFC 6750, section 2.1). Another scheme is
   * ignored: it may be a proxy's or the container's.
   */
  static Credentials of(HttpServletRequest request) {
    return of(request.getHeader("Authorization"));
  }

  static Credentials of(@Nullable String authorization) {
    if (authorization == null) {
      return new Credentials.None();
    }
    String stripped = authorization.strip();
    int length = BEARER.length();
    if (!stripped.regionMatches(true, 0, BEARER, 0, length)) {
      return new Credentials.None();
    }
    if (stripped.length() > length && stripped.charAt(length) != ' ') {
      return new Credentials.None();
    }
    return new Credentials.Bearer(stripped.substring(length).strip());
  }

  /** Where the request comes from, see {@link dev.halley.auth.Caller#address()}. */
  String address(HttpServletRequest request) {
    return proxies.address(
        request.getRemoteAddr(), values(request, "X-Forwarded-For"), values(request, "Forwarded"));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    if (request.getHeader(header) == null) {
      return List.of();
    }
    Enumeration<String> values = request.getHeaders(header);
    return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
  }
}
