package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerSectionTest {

  private final Map<String, String> set = new HashMap<>(Map.of("halley.data", "/srv/halley"));

  private Settings read() {
    return new SettingsReader("", Map.of(), Map.of(), set).read();
  }

  @Test
  void rolesComeInTheOrderOfTheirNumbers() {
    set.put("halley.auth", "container");
    set.put("halley.role-10", "staff moderator");
    set.put("halley.role-9", "chiefs admin");
    assertThat(read().isContainerLogin()).isTrue();
    assertThat(read().roles()).extracting(role -> role.name()).containsExactly("chiefs", "staff");
    assertThat(read().summary()).contains("roles: [Role[name=chiefs");
  }

  @Test
  void scriptsOfAnswersAreOffHoweverTheyAreSet() {
    set.put("halley.jsonp", "on");
    assertThat(read().offer(true).jsonp()).isTrue();
    set.put("halley.auth", "container");
    assertThat(read().offer(true).jsonp()).isFalse();
    assertThat(read().offer(true).frame()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "container, guests, on, halley.guests",
    "container, origins, *, halley.origins",
    "container, role-1, staff, The role halley.role-1",
    "container, role-0, staff admin, unknown setting",
    "tokens, role-1, staff admin, halley.role-1 to halley.role-9999",
    "both, guests, off, halley.auth"
  })
  void whatDoesNotGoTogetherStopsTheStart(String auth, String name, String value, String part) {
    set.put("halley.auth", auth);
    set.put("halley." + name, value);
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class).hasMessageContaining(part);
  }

  @Test
  void aLoginBesideItStopsTheStart() {
    set.put("halley.auth", "container");
    set.put("halley.login-secret-file", "s");
    set.put("halley.login-algs", "HS256");
    set.put("halley.login-issuer", "i");
    set.put("halley.login-audience", "a");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("halley.login-");
  }
}
