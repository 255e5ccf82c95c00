package dev.halley.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Gives short texts to clients who are to bring them back and not to read them: encrypted (RFC
 * 7516, A256GCM), all of one length, and known again by nobody but this server.
 */
public final class Seal {

  /** The longest text, in bytes of UTF-8: all are as long as that. */
  static final int MOST_BYTES = 256;

  private static final int MAX_LENGTH = 1_024;
  private static final String DERIVATION = "HmacSHA256";

  private final byte[] key;

  private Seal(byte[] key) {
    this.key = key;
  }

  /**
   * A seal with a key of its own.
   *
   * @param secret at least 32 bytes
   * @param purpose what it is for: what another purpose has sealed is not opened
   */
  public static Seal of(byte[] secret, String purpose) {
    try {
      Mac mac = Mac.getInstance(DERIVATION);
      mac.init(new SecretKeySpec(secret, DERIVATION));
      return new Seal(mac.doFinal(purpose.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + DERIVATION, e);
    }
  }

  /** Seals a text that has no NUL in it; letters, digits, dots and {@code -_} are the outcome. */
  public String close(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("expected at most " + MOST_BYTES + " bytes to seal");
    }
    JWEObject sealed =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
            new Payload(Arrays.copyOf(bytes, MOST_BYTES)));
    try {
      sealed.encrypt(new DirectEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has AES with GCM", e);
    }
    return sealed.serialize();
  }

  /** The text that was sealed; null if this seal did not do it. */
  public @Nullable String open(String sealed) {
    if (sealed.length() > MAX_LENGTH) {
      return null;
    }
    try {
      JWEObject found = JWEObject.parse(sealed);
      found.decrypt(new DirectDecrypter(key));
      String text = new String(found.getPayload().toBytes(), UTF_8);
      int end = text.indexOf('\0');
      return end < 0 ? text : text.substring(0, end);
    } catch (ParseException | JOSEException e) {
      return null;
    }
  }
}
