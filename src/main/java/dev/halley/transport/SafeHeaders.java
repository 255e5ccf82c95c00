package dev.halley.transport;

import dev.halley.auth.ProxyList;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * What tells a browser to do no more with pages and answers than they need (Content Security Policy
 * Level 3, Referrer Policy, Permissions Policy, RFC 6797).
 */
public final class SafeHeaders {

  private static final String POLICY = "Content-Security-Policy";

  /**
   * Scripts and styles are files of ours, and nothing comes from elsewhere. A worker may be made of
   * what such a script says: it keeps time while the page is hidden.
   */
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors ";

  /** An answer is no page: opened as one it may do nothing. */
  private static final String ANSWER = "default-src 'none'; frame-ancestors 'none'";

  private static final String NOTHING_BUT_A_PAGE =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
          + " microphone=(), midi=(), payment=(), usb=()";

  private final Forwarding forwarding;
  private final String page;
  private final boolean isFramedByOthers;
  private final String strictTransport;

  /**
   * The headers of one server.
   *
   * @param proxies whom to believe about TLS
   * @param ancestors whose pages may show pages of this server in a frame, besides its own
   * @param strictTransport for how long a browser that came by TLS is to come by nothing else; 0
   *     for not to say so
   */
  public SafeHeaders(ProxyList proxies, Origins ancestors, Duration strictTransport) {
    this.forwarding = new Forwarding(proxies);
    this.page = PAGE + ancestors.asSources();
    this.isFramedByOthers = !ancestors.isEmpty();
    this.strictTransport = strictTransport.isZero() ? "" : "max-age=" + strictTransport.toSeconds();
  }

  /** Those of a page, and of what belongs to it. */
  void ofPage(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(POLICY, page);
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", NOTHING_BUT_A_PAGE);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!isFramedByOthers) {
      // For browsers that know no frame-ancestors; there is no list of origins for them.
      response.setHeader("X-Frame-Options", "SAMEORIGIN");
    }
    ofAll(request, response);
  }

  /** Those of an answer. One that has a policy of its own says it later. */
  void ofAnswer(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(POLICY, ANSWER);
    ofAll(request, response);
  }

  private void ofAll(HttpServletRequest request, HttpServletResponse response) {
    if (!strictTransport.isEmpty() && forwarding.isSecure(request)) {
      response.setHeader("Strict-Transport-Security", strictTransport);
    }
  }
}
