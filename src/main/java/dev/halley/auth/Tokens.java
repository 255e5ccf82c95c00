package dev.halley.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.halley.message.UserName;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/**
 * Signs tokens and knows them again: JSON Web Tokens (RFC 7519) with HMAC SHA-256 and the server's
 * own key. What a token says is believed only after its signature was found good.
 */
final class Tokens {

  /** The claim that is Halley's own: an object. */
  static final String CLAIM = "halley";

  /** What to call the user. */
  static final String NAME = "name";

  /** In {@link #CLAIM}: the guest's session. */
  static final String SESSION = "session";

  /** The longest token that is looked at, in characters. */
  static final int MAX_LENGTH = 8192;

  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;

  private final JWSSigner signer;
  private final JWSVerifier verifier;

  /** Takes a secret of at least 32 bytes. */
  Tokens(byte[] secret) {
    try {
      signer = new MACSigner(secret);
      verifier = new MACVerifier(secret);
    } catch (JOSEException e) {
      throw new IllegalStateException("a signing key is long enough for " + ALGORITHM, e);
    }
  }

  /**
   * A guest's token.
   *
   * @param name as it was typed
   * @param expires a whole second
   */
  String guest(UserName user, String name, String session, Instant expires) {
    return sign(
        new JWTClaimsSet.Builder()
            .subject(user.value())
            .claim(NAME, name)
            .expirationTime(Date.from(expires))
            .claim(CLAIM, Map.of(SESSION, session))
            .build());
  }

  /** Signs any claims. */
  String sign(JWTClaimsSet claims) {
    SignedJWT token = new SignedJWT(new JWSHeader(ALGORITHM), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has HMAC SHA-256", e);
    }
    return token.serialize();
  }

  /** What the token says, or empty if this server did not sign it or it says no claims. */
  Optional<JWTClaimsSet> verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      boolean ours = ALGORITHM.equals(jwt.getHeader().getAlgorithm()) && jwt.verify(verifier);
      return ours ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }
}
