package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.halley.auth.Login.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Each algorithm with a key from a file, and what is no such key. */
class FixedKeysTest {

  private static final RSAKey RSA = LoginDesk.rsa(null);
  private static final ECKey P256 = LoginDesk.ec(Curve.P_256);

  private final ManualClock clock = new ManualClock();
  private final LoginDesk desk = new LoginDesk(clock);

  private final Path folder;

  FixedKeysTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(String text) {
    try {
      return Files.writeString(folder.resolve("key"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Login login(LoginSettings.KeySource keys, LoginAlgorithm... algorithms) {
    return Login.open(LoginDesk.settings(keys, algorithms), clock);
  }

  private Login pem(String text, LoginAlgorithm... algorithms) {
    return login(new LoginSettings.PublicKeys(write(text)), algorithms);
  }

  private Login secret(String text, LoginAlgorithm... algorithms) {
    return login(new LoginSettings.Secret(write(text)), algorithms);
  }

  private static PublicKey publicKey(JWK key) {
    try {
      return key instanceof RSAKey rsa ? rsa.toPublicKey() : ((ECKey) key).toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(JWK key) {
    return LoginDesk.pem(publicKey(key));
  }

  private void assertSigned(Login login, JWK key, LoginAlgorithm algorithm) {
    String token = desk.token(key, JWSAlgorithm.parse(algorithm.name()), "alice");
    assertThat(login.verify(token)).isInstanceOf(Verdict.Signed.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HS256", "HS384", "HS512"})
  void aSecretIsTheTextOfItsFileWithoutTheLineEnd(LoginAlgorithm algorithm) {
    String text = "s".repeat(64);
    for (String end : new String[] {"", "\n", "\r\n"}) {
      assertSigned(secret(text + end, algorithm), LoginDesk.secret(text), algorithm);
    }
  }

  @ParameterizedTest
  @CsvSource({"HS256, 31", "HS384, 47", "HS512, 63", "HS256, 0"})
  void aSecretThatIsTooShortStopsTheStartAndIsNotShown(LoginAlgorithm algorithm, int length) {
    assertThatThrownBy(() -> secret("s".repeat(length) + "\n", algorithm))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("secret", folder.resolve("key").toString())
        .hasMessageNotContaining("sss");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "[RP]S.*")
  void anRsaKeyIsForEveryAlgorithmOfItsKind(LoginAlgorithm algorithm) {
    assertSigned(pem(pem(RSA), algorithm), RSA, algorithm);
  }

  @ParameterizedTest
  @CsvSource({"ES256, P-256", "ES384, P-384", "ES512, P-521"})
  void aCurveIsForItsAlgorithm(LoginAlgorithm algorithm, String curve) {
    ECKey key = LoginDesk.ec(Curve.parse(curve));

    assertSigned(pem(pem(key), algorithm), key, algorithm);
  }

  @Test
  void aFileMayHoldSeveralKeysOfSeveralKinds() {
    RSAKey next = LoginDesk.rsa(null);
    Login login =
        pem(
            "The keys\n" + pem(RSA) + "\n" + pem(next) + pem(P256),
            LoginAlgorithm.RS256,
            LoginAlgorithm.ES256);

    assertSigned(login, RSA, LoginAlgorithm.RS256);
    assertSigned(login, next, LoginAlgorithm.RS256);
    assertSigned(login, P256, LoginAlgorithm.ES256);
  }

  @Test
  void aTokenMayNameTheKeyAlthoughAFileKnowsNoNames() {
    RSAKey named = new RSAKey.Builder(RSA).keyID("2026").build();

    assertSigned(pem(pem(RSA), LoginAlgorithm.RS256), named, LoginAlgorithm.RS256);
  }

  /** Made by: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=t. */
  @Test
  void aCertificateStandsForItsKey() {
    String certificate =
        """
        -----BEGIN CERTIFICATE-----
        MIIBdzCCAR2gAwIBAgIUJVvu7A+rpq4fwDVWOYgvx8ot8TEwCgYIKoZIzj0EAwIw
        EDEOMAwGA1UEAwwFbG9naW4wIBcNMjYxMTI3MTQyMzA5WhgPMjEyNjExMDMxNDIz
        MDlaMBAxDjAMBgNVBAMMBWxvZ2luMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
        /aIJ4trh/sHhx7uBBMj96IzHWRAvHNftgLB7B8YJlZdBEardqNgQzfZ7ainTL8CZ
        rKGFs8o/dg9PpiVeFoevRqNTMFEwHQYDVR0OBBYEFI25+9sOOW3LpVflD8vYjeEt
        Cz8jMB8GA1UdIwQYMBaAFI25+9sOOW3LpVflD8vYjeEtCz8jMA8GA1UdEwEB/wQF
        MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAP3zj54gL5dNl+txRdqcuszlX+itNLnh
        zeDSI3Y9Cm7oAiBpvI+6M+49nC9vUJc7463c+dc1/exKJF6cKaOoLuOQNw==
        -----END CERTIFICATE-----
        """;

    String token =
        "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJhdWQiOiJoYWxsZXkiLCJzdWIiOiJhbGljZSIsImV4cCI6MX0"
            + ".AW5sxAfc2LaRt8Ktdak7Mbp6gMiDVDJD_um75sy7f6My-3OCfU6EmHN7PMS7"
            + "5dcpyJaWw50xoF_U2BwvmX0oRQ";
    Login login = pem(certificate, LoginAlgorithm.ES256);

    assertThat(login.verify(token)).isInstanceOf(Verdict.Signed.class);
  }

  @Test
  void aKeyThatFitsNoAlgorithmStopsTheStart() throws NoSuchAlgorithmException {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    String tooSmall = LoginDesk.pem(small.generateKeyPair().getPublic());
    for (String text : new String[] {pem(P256), tooSmall, pem(RSA) + pem(P256)}) {
      assertThatThrownBy(() -> pem(text, LoginAlgorithm.RS256))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(folder.resolve("key").toString(), "RS256", "bits");
    }
  }

  @Test
  void anAlgorithmThatFitsNoKeyStopsTheStart() {
    assertThatThrownBy(() -> pem(pem(RSA), LoginAlgorithm.RS256, LoginAlgorithm.ES256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a key that fits ES256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----"
      })
  void whatIsNoPublicKeyStopsTheStartAndIsNotShown(String text) {
    assertThatThrownBy(() -> pem(text, LoginAlgorithm.RS256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(folder.resolve("key").toString(), "-----BEGIN PUBLIC KEY-----")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aFileThatIsNotThereStopsTheStart() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> login(new LoginSettings.PublicKeys(none), LoginAlgorithm.RS256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(none.toString(), "cannot be read");
    assertThatThrownBy(() -> login(new LoginSettings.Secret(none), LoginAlgorithm.HS256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(none.toString(), "cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"rw-------, 0", "r--------, 0", "rw-r-----, 1", "rw----r--, 1"})
  void aSecretThatOthersCanUseIsWarnedOf(String rights, int warnings) throws IOException {
    Path file = write("s".repeat(32));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    List<String> told = new ArrayList<>();
    Handler handler = new Heard(told);
    Logger logger = Logger.getLogger(FixedKeys.class.getName());
    logger.addHandler(handler);
    try {
      login(new LoginSettings.Secret(file), LoginAlgorithm.HS256);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(told).hasSize(warnings).allMatch(line -> line.contains("secret of the login"));
  }

  /** What the log is told. */
  private static final class Heard extends Handler {

    private final List<String> told;

    Heard(List<String> told) {
      this.told = told;
    }

    @Override
    public void publish(LogRecord line) {
      told.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
