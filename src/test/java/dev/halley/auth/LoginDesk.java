package dev.halley.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A login as an operator may have one: it has keys and signs tokens. */
record LoginDesk(InstantSource clock) {

  static final String ISSUER = "https://login.example";
  static final String AUDIENCE = "halley";

  static RSAKey rsa(@Nullable String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static OctetSequenceKey secret(String text) {
    return new OctetSequenceKey.Builder(text.getBytes(US_ASCII)).build();
  }

  static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  static LoginSettings settings(LoginSettings.KeySource keys, LoginAlgorithm... algorithms) {
    return new LoginSettings(keys, Set.of(algorithms), ISSUER, AUDIENCE);
  }

  /** Claims that are good for a minute, but for what this sets or takes away. */
  String claims(String sub, String more) {
    long now = clock.instant().getEpochSecond();
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"exp\":%d%s}"
        .formatted(ISSUER, AUDIENCE, sub, now + 60, more);
  }

  /** A good token of this user, signed with this key. */
  String token(JWK key, JWSAlgorithm algorithm, String sub) {
    return sign(key, algorithm, claims(sub, ""));
  }

  String sign(JWK key, JWSAlgorithm algorithm, String claims) {
    return sign(key, header(key, algorithm).build(), claims);
  }

  static JWSHeader.Builder header(JWK key, JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
  }

  String typed(JWK key, String type) {
    JWSHeader header = header(key, JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build();
    return sign(key, header, claims("alice", ""));
  }

  static String sign(JWK key, JWSHeader header, String claims) {
    try {
      JWSObject jws = new JWSObject(header, new Payload(claims));
      jws.sign(signer(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    if (key instanceof RSAKey rsa) {
      return new RSASSASigner(rsa);
    }
    return key instanceof ECKey ec ? new ECDSASigner(ec) : new MACSigner((OctetSequenceKey) key);
  }
}
