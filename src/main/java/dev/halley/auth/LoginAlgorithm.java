package dev.halley.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;

/**
 * How a login's tokens may be signed (RFC 7518, section 3.1). What every Java platform can verify
 * is here; {@code none} is not.
 */
public enum LoginAlgorithm {
  HS256(256),
  HS384(384),
  HS512(512),
  RS256(2048),
  RS384(2048),
  RS512(2048),
  PS256(2048),
  PS384(2048),
  PS512(2048),
  ES256(256),
  ES384(384),
  ES512(521);

  private final int bits;

  /**
   * @param bits the shortest key that is taken: what RFC 7518 asks for
   */
  LoginAlgorithm(int bits) {
    this.bits = bits;
  }

  private JWSAlgorithm algorithm() {
    return JWSAlgorithm.parse(name());
  }

  /** Whether who can verify such a signature can make one too. */
  boolean isSecret() {
    return JWSAlgorithm.Family.HMAC_SHA.contains(algorithm());
  }

  /** Whether the header of a token names this. */
  boolean is(JWSAlgorithm other) {
    return algorithm().equals(other);
  }

  /** Whether the key is of the right kind and long enough, and not meant for something else. */
  boolean fits(JWK key) {
    JWSAlgorithm algorithm = algorithm();
    return new JWKMatcher.Builder()
        .keyType(KeyType.forAlgorithm(algorithm))
        .keyUses(KeyUse.SIGNATURE, null)
        .algorithms(algorithm, null)
        .curves(Curve.forJWSAlgorithm(algorithm))
        .minKeySize(bits)
        .build()
        .matches(key);
  }
}
