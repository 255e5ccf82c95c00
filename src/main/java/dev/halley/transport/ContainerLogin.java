package dev.halley.transport;

import dev.halley.auth.Credentials;
import dev.halley.auth.ProxyList;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the container says who asks. Browsers then send what proves it (a cookie, Basic
 * credentials) with whatever request any page has them make. So a request that changes something
 * must come from a page of this host or of a listed origin, and so must one that says where it
 * comes from at all: a poll makes its user be there, and takes the place of their own.
 *
 * <p>Browsers say it in {@code Origin} (RFC 6454); those that do not, such as IE 11 to its own
 * host, in {@code Referer}; and for all that they fetch, over TLS, in {@code Sec-Fetch-Site} (Fetch
 * Metadata). None of them can be set by a page.
 */
public final class ContainerLogin {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  /** What {@code Sec-Fetch-Site} says of this host's own pages, and of what a person typed. */
  private static final Set<String> HERE = Set.of("same-origin", "none");

  /** The pages that the server makes, which others may link to. */
  private static final String PAGES = "/plain";

  private static final Problem FOREIGN =
      Problem.of(
          Code.ORIGIN_NOT_ALLOWED,
          "Origin takes this host, as the client knows it, or one that is listed");

  /** A URL of HTTP up to its path; the groups are the scheme and the host with its port. */
  private static final Pattern URL =
      Pattern.compile("(https?)://([A-Za-z0-9.:\\[\\]_-]{1,300})(?:[/?#].*)?");

  private static final Pattern USUAL_PORT = Pattern.compile(":(80|443)$");

  private final Set<String> roles;
  private final Origins origins;
  private final Forwarding forwarding;

  /**
   * A login by the container.
   *
   * @param roles the names of those that matter
   * @param origins whose pages may use this server besides its own
   * @param proxies whom to believe about the host that was asked
   */
  public ContainerLogin(Set<String> roles, Origins origins, ProxyList proxies) {
    this.roles = Set.copyOf(roles);
    this.origins = origins;
    this.forwarding = new Forwarding(proxies);
  }

  /** Who asks, as the container knows. */
  Credentials credentials(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      return new Credentials.None();
    }
    Set<String> held = new HashSet<>();
    for (String role : roles) {
      if (request.isUserInRole(role)) {
        held.add(role);
      }
    }
    return new Credentials.Principal(principal.getName(), held);
  }

  /**
   * Why a request is not taken from the page that sends it; null if it is.
   *
   * @param opensSocket whether it is a handshake, which is a GET and lets its page do all
   */
  @Nullable Problem refusal(HttpServletRequest request, boolean opensSocket) {
    if (request.getMethod().equals("OPTIONS")) {
      return null;
    }
    String origin = request.getHeader("Origin");
    if (opensSocket || !HARMLESS.contains(request.getMethod())) {
      return ofChange(request, origin == null ? request.getHeader("Referer") : origin);
    }
    if (origin == null ? mayRead(request) : isKnown(request, origin)) {
      return null;
    }
    return FOREIGN;
  }

  private @Nullable Problem ofChange(HttpServletRequest request, @Nullable String from) {
    if (from == null) {
      return Problem.of(
          Code.ORIGIN_NOT_ALLOWED, "a request that changes something takes an Origin; found none");
    }
    return isKnown(request, from) ? null : FOREIGN;
  }

  /**
   * Whether something may be read that comes without an Origin, as an image, a link and a script
   * do. What browsers say of its site holds for the redirections on its way too, unlike the
   * Referer.
   */
  private boolean mayRead(HttpServletRequest request) {
    String referer = request.getHeader("Referer");
    String site = request.getHeader("Sec-Fetch-Site");
    boolean isForeign = site != null && !HERE.contains(site);
    if (request.getServletPath().startsWith(PAGES)) {
      return !isForeign || isNavigation(request) || lists(referer);
    }
    return isForeign ? lists(referer) : referer == null || isKnown(request, referer);
  }

  /**
   * Whether a person goes to a page, and so is there; the site with the link sees nothing of it.
   */
  private static boolean isNavigation(HttpServletRequest request) {
    return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  private boolean isKnown(HttpServletRequest request, String from) {
    return isOwn(request, from) || lists(from);
  }

  private boolean lists(@Nullable String from) {
    return from != null && origins.lists(origin(from));
  }

  /** Of any URL. */
  private static String origin(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches() ? matcher.group(1) + "://" + matcher.group(2) : url;
  }

  private boolean isOwn(HttpServletRequest request, String from) {
    Matcher matcher = URL.matcher(from);
    // Else whoever can change what comes over HTTP could do all that the page over TLS can.
    return matcher.matches()
        && (matcher.group(1).equals("https") || !forwarding.isSecure(request))
        && authority(matcher.group(2)).equals(authority(forwarding.host(request)));
  }

  /** Which port goes without saying depends on the scheme, which a proxy may have changed. */
  private static String authority(String host) {
    return USUAL_PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
  }
}
