package dev.halley.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The operator's own login, whose tokens are taken besides those of this server.
 *
 * @param keys what the tokens are signed with
 * @param algorithms how they may be signed; at least one
 * @param issuer what their claim {@code iss} must be
 * @param audience what their claim {@code aud} must be or name
 */
public record LoginSettings(
    KeySource keys, Set<LoginAlgorithm> algorithms, String issuer, String audience) {

  /** How {@link Published#parse} wants it, for people. */
  public static final String EXPECTED_URL =
      "a URL such as https://login.example.com/jwks.json, or none";

  public LoginSettings {
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("expected at least one algorithm; found none");
    }
    algorithms = EnumSet.copyOf(algorithms);
    boolean secret = keys instanceof Secret;
    for (LoginAlgorithm algorithm : algorithms) {
      if (algorithm.isSecret() != secret) {
        throw new IllegalArgumentException(
            (secret
                    ? "expected HS256, HS384 or HS512 with a secret"
                    : "expected no HS256, HS384 or HS512 with public keys")
                + "; found "
                + algorithm);
      }
    }
  }

  /** Where the keys are. */
  public sealed interface KeySource {}

  /**
   * A secret that this server shares with the login.
   *
   * @param file holds its text; a line end after it does not belong to it
   */
  public record Secret(Path file) implements KeySource {}

  /**
   * Public keys.
   *
   * @param file holds one or more of them, or their certificates, in PEM
   */
  public record PublicKeys(Path file) implements KeySource {}

  /**
   * The keys that the login publishes as a JSON Web Key Set (RFC 7517, section 5).
   *
   * @param url http or https
   */
  public record Published(URI url) implements KeySource {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

    /**
     * Reads the URL.
     *
     * @throws IllegalArgumentException if it is not one of http or https with a host, or has a user
     *     or a fragment
     */
    public static Published parse(String text) {
      URI url;
      try {
        url = new URI(text);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("expected " + EXPECTED_URL, e);
      }
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean good =
          Set.of("http", "https").contains(scheme)
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      if (!good) {
        throw new IllegalArgumentException("expected " + EXPECTED_URL);
      }
      return new Published(url);
    }

    /** Whether somebody between the login and this server could put in keys of their own. */
    boolean isOpenToOthers() {
      return url.getScheme().equalsIgnoreCase("http") && !LOOPBACK.matcher(url.getHost()).matches();
    }
  }
}
