package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Credentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCredentialsTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c ", " Bearer a.b.c"})
  void bearerIsATokenInAnyCase(String header) {
    assertThat(RequestCredentials.of(header)).isEqualTo(new Credentials.Bearer("a.b.c"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Basic YTpi", "Bearerish x", "Digest x", "Bear"})
  void anotherSchemeIsIgnored(@Nullable String header) {
    assertThat(RequestCredentials.of(header)).isEqualTo(new Credentials.None());
  }

  @Test
  void bearerWithoutATokenIsABadTokenAndNotNone() {
    assertThat(RequestCredentials.of("Bearer")).isEqualTo(new Credentials.Bearer(""));
    assertThat(RequestCredentials.of("Bearer  ")).isEqualTo(new Credentials.Bearer(""));
  }
}
