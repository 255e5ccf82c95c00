package dev.halley.transport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The origins (RFC 6454) whose pages may read what this server answers, though they are another's.
 * It is the browser that keeps an answer from all others (Fetch, section 3.2): who asks is said by
 * a token alone, and no answer allows a browser to add cookies, unless it is the container that
 * says who asks.
 */
public final class Origins {

  /** What is taken, for error messages. */
  public static final String EXPECTED =
      "origins such as https://app.example.com, divided by commas, or *, or none";

  /** Pages of this server alone. */
  public static final Origins NOBODY = new Origins(false, Set.of());

  private static final String ALL = "*";
  private static final String NONE = "none";

  /** What an answer repeats: an origin as browsers write it, which may also be {@code null}. */
  private static final Pattern SERIALIZED =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.:/\\[\\]_-]{0,300}");

  private final boolean all;
  private final Set<String> listed;

  private Origins(boolean all, Set<String> listed) {
    this.all = all;
    this.listed = listed;
  }

  /**
   * Reads a list of origins.
   *
   * @throws IllegalArgumentException if one is none; the message says what was expected
   */
  public static Origins parse(String text) {
    if (text.equals(ALL) || text.equals(NONE)) {
      return new Origins(text.equals(ALL), Set.of());
    }
    Set<String> listed = new TreeSet<>();
    Arrays.stream(text.split(",", -1)).map(Origins::origin).forEach(listed::add);
    return new Origins(false, listed);
  }

  /**
   * One origin as a browser writes it: in lower case, without the port that goes without saying.
   */
  private static String origin(String text) {
    try {
      URI uri = new URI(text.strip().toLowerCase(Locale.ROOT));
      String scheme = uri.getScheme();
      boolean usual =
          ("http".equals(scheme) && uri.getPort() == 80)
              || ("https".equals(scheme) && uri.getPort() == 443);
      String port = uri.getPort() < 0 || usual ? "" : ":" + uri.getPort();
      String origin = scheme + "://" + uri.getHost() + port;
      if (uri.getHost() != null
          && SERIALIZED.matcher(origin).matches()
          && uri.equals(new URI(usual ? origin + ":" + uri.getPort() : origin))) {
        return origin;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected " + EXPECTED, e);
    }
    throw new IllegalArgumentException("expected " + EXPECTED);
  }

  /** Whether every origin is listed. */
  public boolean isEveryone() {
    return all;
  }

  /** Whether none is. */
  boolean isEmpty() {
    return !all && listed.isEmpty();
  }

  /** As a policy lists sources (CSP Level 3, section 2.3.1), this server's own first. */
  String asSources() {
    return isEmpty() ? "'self'" : "'self' " + (all ? ALL : String.join(" ", listed));
  }

  /**
   * Says to the browser of a page of a listed origin that the page may read the answer.
   *
   * @param proves whether browsers themselves prove who asks, with cookies or the like, and may do
   *     so for such a page
   */
  void greet(HttpServletRequest request, HttpServletResponse response, boolean proves) {
    String origin = request.getHeader("Origin");
    if (origin != null && lists(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "Retry-After");
      response.setHeader("Vary", "Origin");
      if (proves) {
        response.setHeader("Access-Control-Allow-Credentials", "true");
      }
    }
  }

  /** Whether this one is. */
  boolean lists(String origin) {
    return all ? SERIALIZED.matcher(origin).matches() : listed.contains(origin);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    if (listed.isEmpty()) {
      return all ? ALL : NONE;
    }
    return String.join(", ", listed);
  }
}
