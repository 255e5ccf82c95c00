package dev.halley.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

  /** Long enough for every algorithm of the family. */
  private final byte[] secret = new byte[64];

  private final Tokens tokens = new Tokens(secret);
  private final JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("alice").build();

  @Test
  void whatWasSignedIsKnownAgain() {
    assertThat(tokens.verify(tokens.sign(claims)).map(JWTClaimsSet::getSubject)).contains("alice");
  }

  @Test
  void theAlgorithmIsPinnedThoughTheKeyWouldDo() throws JOSEException {
    for (JWSAlgorithm other : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
      SignedJWT token = new SignedJWT(new JWSHeader(other), claims);
      token.sign(new MACSigner(secret));
      assertThat(tokens.verify(token.serialize())).as(other.getName()).isEmpty();
    }
  }

  @Test
  void anotherSecretsSignatureIsNotOurs() {
    assertThat(
            new Tokens("another secret of 32 bytes or so".getBytes(US_ASCII))
                .verify(tokens.sign(claims)))
        .isEmpty();
  }
}
