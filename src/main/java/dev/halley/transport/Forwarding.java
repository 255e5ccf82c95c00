package dev.halley.transport;

import dev.halley.auth.ProxyList;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request came to this server, as far as a listed proxy says so.
 *
 * @param proxies whom to believe
 */
record Forwarding(ProxyList proxies) {

  /** Whether the client's own connection is one of TLS. */
  boolean isSecure(HttpServletRequest request) {
    if (request.isSecure()) {
      return true;
    }
    // What more than one proxy says is in one field: any that saw TLS is nearer to the client.
    return (says(request.getHeader("X-Forwarded-Proto"), "https")
            || says(request.getHeader("Forwarded"), "proto=https"))
        && proxies.lists(request.getRemoteAddr());
  }

  private static boolean says(@Nullable String header, String word) {
    return header != null && header.toLowerCase(Locale.ROOT).replace("\"", "").contains(word);
  }

  /** The host that the client asked, with its port unless that goes without saying. */
  String host(HttpServletRequest request) {
    String forwarded = request.getHeader("X-Forwarded-Host");
    if (forwarded != null && proxies.lists(request.getRemoteAddr())) {
      return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
    String host = request.getHeader("Host");
    return host == null ? request.getServerName() + ":" + request.getServerPort() : host;
  }
}
