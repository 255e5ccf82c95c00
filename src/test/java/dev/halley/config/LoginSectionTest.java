package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.auth.LoginAlgorithm;
import dev.halley.auth.LoginSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginSectionTest {

  private final Map<String, String> set = new HashMap<>(Map.of("halley.data", "/srv/halley"));

  LoginSectionTest() {
    set("algs", "RS256, es256");
    set("issuer", "https://login.example");
    set("audience", "halley");
  }

  private void set(String name, String value) {
    set.put("halley.login-" + name, value);
  }

  private Settings read() {
    return new SettingsReader("", Map.of(), Map.of(), set).read();
  }

  private void assertLogin(LoginSettings.KeySource keys) {
    assertThat(read().login())
        .contains(
            new LoginSettings(
                keys,
                Set.of(LoginAlgorithm.RS256, LoginAlgorithm.ES256),
                "https://login.example",
                "halley"));
  }

  private void assertStops(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void withNothingSetThereIsNone() {
    set.clear();
    set.put("halley.data", "/srv/halley");
    assertThat(read().login()).isEmpty();
  }

  @Test
  void keysMayBePublished() {
    set("jwks", "https://login.example/jwks.json?v=1");
    assertLogin(new LoginSettings.Published(URI.create("https://login.example/jwks.json?v=1")));
    assertThat(read().summary()).contains("halley.login-algs=RS256, ES256 (");
  }

  @ParameterizedTest
  @CsvSource({"login.pem, /srv/halley/login.pem", "/etc/login.pem, /etc/login.pem"})
  void keysMayLieInAFile(String value, String file) {
    set("key", value);
    assertLogin(new LoginSettings.PublicKeys(Path.of(file)));
  }

  @Test
  void aSecretLiesInAFile() {
    set("secret-file", "login.secret");
    set("algs", "HS256");
    assertThat(read().login().orElseThrow().keys())
        .isEqualTo(new LoginSettings.Secret(Path.of("/srv/halley/login.secret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"algs", "issuer", "audience"})
  void whatIsMissingIsNamed(String name) {
    set("key", "login.pem");
    set(name, "none");
    assertStops("halley.login-" + name + " too");
  }

  @Test
  void aLoginHasKeysOfOneKind() {
    assertStops("Expected one of halley.login-secret-file, halley.login-key, halley.login-jwks");
    set("key", "login.pem");
    set("jwks", "https://login.example/jwks.json");
    assertStops("Expected one of halley.login-secret-file", "found 2");
  }

  @Test
  void anAlgorithmThatDoesNotFitTheKindOfKeyStopsTheStart() {
    set("secret-file", "login.secret");
    assertStops("halley.login-algs", "expected HS256, HS384 or HS512 with a secret; found RS256");
    set("secret-file", "none");
    set("key", "login.pem");
    set("algs", "RS256,HS256");
    assertStops("halley.login-algs", "with public keys; found HS256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none, RS256", "RS128", "EdDSA", "RS256,", "''", "HS256 RS256"})
  void whatIsNoListOfAlgorithmsStopsTheStart(String value) {
    set("key", "login.pem");
    set("algs", value);
    assertStops("\"" + value + "\" for halley.login-algs", "expected HS256, HS384,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "login.example/jwks.json",
        "file:///etc/jwks.json",
        "ftp://login.example/jwks.json",
        "https:///jwks.json",
        "https://me:pw@login.example/jwks.json",
        "https://login.example/jwks.json#keys",
        "https://login example/"
      })
  void whatIsNoUrlOfKeysStopsTheStart(String value) {
    set("jwks", value);
    assertStops("halley.login-jwks", "expected a URL such as https://login.example.com/jwks.json");
  }

  @Test
  void thePasswordInAUrlIsNotShown() {
    set("jwks", "https://me:p/a@ss@login.example/jwks.json");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("\"https://…@login.example/jwks.json\" for halley.login-jwks")
        .hasMessageNotContainingAny("me:", "p/a", "ss@");
  }
}
