package dev.halley.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own login: knows the tokens that it signed. Which algorithms there may be is said
 * by the settings and never by a token, and an algorithm is only ever used with a key of its own
 * kind, so a public key is no secret for HS256.
 */
public final class Login implements AutoCloseable {

  /** How far the clock of the login and that of this server may be apart. */
  static final Duration LEEWAY = Duration.ofSeconds(30);

  /** Tokens for something else (a logout, a proof of possession) say so in their header. */
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

  private final LoginKeys keys;
  private final Set<LoginAlgorithm> algorithms;
  private final String issuer;
  private final String audience;
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

  Login(LoginKeys keys, LoginSettings settings) {
    this.keys = keys;
    this.algorithms = settings.algorithms();
    this.issuer = settings.issuer();
    this.audience = settings.audience();
  }

  /**
   * Reads the keys, or begins to ask for them.
   *
   * @throws IllegalStateException with one sentence that says what is wrong with them
   */
  public static Login open(LoginSettings settings, InstantSource clock) {
    LoginSettings.KeySource source = settings.keys();
    Set<LoginAlgorithm> algorithms = settings.algorithms();
    LoginKeys keys =
        source instanceof LoginSettings.Secret secret
            ? FixedKeys.secret(secret.file(), algorithms)
            : source instanceof LoginSettings.PublicKeys pem
                ? FixedKeys.publicKeys(pem.file(), algorithms)
                : PublishedKeys.start((LoginSettings.Published) source, algorithms, clock);
    return new Login(keys, settings);
  }

  /** What is to be thought of a token. */
  sealed interface Verdict {

    /** The login signed it, and for this server. Its times were not looked at. */
    record Signed(JWTClaimsSet claims) implements Verdict {}

    /** It is not taken. */
    record Refused(String detail) implements Verdict {}

    /** That shows when the keys of the login are known. */
    record NotYet() implements Verdict {}
  }

  /** As {@link LoginKeys#edition}. */
  Object edition() {
    return keys.edition();
  }

  /** How its tokens may be signed, for people. */
  String signatures() {
    return algorithms.stream().map(LoginAlgorithm::name).collect(Collectors.joining(", "));
  }

  /** Whether the login signed this token, for this server. */
  Verdict verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      LoginAlgorithm algorithm = algorithm(header);
      if (algorithm == null) {
        return new Verdict.Refused(
            "expected a token of the login of this server, signed with " + signatures());
      }
      TYPES.verify(header.getType(), null);
      if (!(keys.find(algorithm, header.getKeyID()) instanceof LoginKeys.Found.Keys found)) {
        return new Verdict.NotYet();
      }
      for (Key key : KeyConverter.toJavaKeys(found.keys())) {
        if (jwt.verify(verifiers.createJWSVerifier(header, key))) {
          return read(jwt.getPayload().toJSONObject());
        }
      }
      return new Verdict.Refused("expected a token that the login of this server signed");
    } catch (ParseException | JOSEException e) {
      return new Verdict.Refused("expected a token that the login of this server signed");
    } catch (BadJOSEException e) {
      return new Verdict.Refused("expected a token whose header has typ JWT or at+jwt, or none");
    }
  }

  private @Nullable LoginAlgorithm algorithm(JWSHeader header) {
    for (LoginAlgorithm algorithm : algorithms) {
      if (algorithm.is(header.getAlgorithm())) {
        return algorithm;
      }
    }
    return null;
  }

  private Verdict read(@Nullable Map<String, Object> json) throws ParseException {
    if (json == null) {
      throw new ParseException("expected claims that are an object", 0);
    }
    // The library would make text of a number, and one name of two numbers that are near.
    if (json.get("sub") instanceof Number) {
      return new Verdict.Refused("expected a token whose sub is text");
    }
    JWTClaimsSet claims = JWTClaimsSet.parse(json);
    if (!issuer.equals(claims.getIssuer())) {
      return new Verdict.Refused("expected a token whose iss is the login of this server");
    }
    if (!claims.getAudience().contains(audience)) {
      return new Verdict.Refused("expected a token whose aud is this server");
    }
    return new Verdict.Signed(claims);
  }

  /** Ends what it does by itself. */
  @Override
  public void close() {
    keys.close();
  }
}
