package dev.halley.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys from a file, which is read at the start. They have no names, so whichever fits the algorithm
 * is tried.
 */
final class FixedKeys implements LoginKeys {

  private static final Logger LOG = System.getLogger(FixedKeys.class.getName());

  /** A key or certificate in PEM (RFC 7468). */
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

  private static final String EXPECTED_PEM =
      "-----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----, of an RSA key of 2048 bits and up"
          + " or a key on P-256, P-384 or P-521";

  private final List<JWK> keys;

  private FixedKeys(List<JWK> keys) {
    this.keys = keys;
  }

  /**
   * Reads a secret.
   *
   * @throws IllegalStateException with one sentence, which does not show it, if that cannot be done
   *     or it is too short for one of the algorithms
   */
  static FixedKeys secret(Path file, Set<LoginAlgorithm> algorithms) {
    byte[] text = read(file);
    warnIfOpen(file);
    int length = text.length;
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
      length--;
    }
    if (length == 0) {
      throw new IllegalStateException("Expected a secret in " + file + "; found an empty file");
    }
    JWK key = new OctetSequenceKey.Builder(Arrays.copyOf(text, length)).build();
    for (LoginAlgorithm algorithm : algorithms) {
      if (!algorithm.fits(key)) {
        throw new IllegalStateException(
            "Expected a secret in %s that is long enough for %s: as many bits as its name says; found %d"
                .formatted(file, algorithm, length * Byte.SIZE));
      }
    }
    return new FixedKeys(List.of(key));
  }

  /**
   * Reads public keys.
   *
   * @throws IllegalStateException with one sentence, if that cannot be done, or one fits none of
   *     the algorithms, or an algorithm none of them
   */
  static FixedKeys publicKeys(Path file, Set<LoginAlgorithm> algorithms) {
    String text = new String(read(file), StandardCharsets.UTF_8);
    List<JWK> keys = new ArrayList<>();
    Matcher found = PEM.matcher(text);
    while (found.find()) {
      JWK key = publicKey(file, found.group(1), found.group(2));
      if (algorithms.stream().noneMatch(algorithm -> algorithm.fits(key))) {
        throw new IllegalStateException(
            "Expected in %s keys that fit %s; found %s of %d bits"
                .formatted(file, algorithms, key.getKeyType(), key.size()));
      }
      keys.add(key);
    }
    for (LoginAlgorithm algorithm : algorithms) {
      if (keys.stream().noneMatch(algorithm::fits)) {
        throw new IllegalStateException(
            "Expected in %s a key that fits %s, such as %s; found none"
                .formatted(file, algorithm, EXPECTED_PEM));
      }
    }
    return new FixedKeys(List.copyOf(keys));
  }

  private static void warnIfOpen(Path file) {
    try {
      if (OwnersFile.isOpenToOthers(file)) {
        LOG.log(
            Level.WARNING,
            "Others than its owner can use the secret of the login in {0}, and so be any user",
            file);
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "Who can use the secret of the login in {0} is not known: {1}", file, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The key of the login in " + file + " cannot be read: " + e, e);
    }
  }

  private static JWK publicKey(Path file, String label, String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      PublicKey key =
          switch (label) {
            case "PUBLIC KEY" -> decoded(new X509EncodedKeySpec(der));
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
            default -> throw new InvalidKeySpecException(label);
          };
      if (key instanceof RSAPublicKey rsa) {
        return new RSAKey.Builder(rsa).build();
      }
      Curve curve = key instanceof ECPublicKey ec ? Curve.forECParameterSpec(ec.getParams()) : null;
      if (curve != null) {
        return new ECKey.Builder(curve, (ECPublicKey) key).build();
      }
      throw new InvalidKeySpecException(key.getAlgorithm());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The label may say that a private key was put there; what it holds stays out of the log.
      throw new IllegalStateException(
          "Expected in %s %s; found a %s that is none of these"
              .formatted(file, EXPECTED_PEM, label),
          e);
    }
  }

  /** The format says which kind of key it is; the platform wants to be told. */
  private static PublicKey decoded(X509EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  @Override
  public Found find(LoginAlgorithm algorithm, @Nullable String kid) {
    return new Found.Keys(keys.stream().filter(algorithm::fits).toList());
  }

  @Override
  public Object edition() {
    return keys;
  }

  @Override
  public void close() {
    // There is nothing to end.
  }
}
