package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.auth.AuthSettings.GuestMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "AUTO, false, true",
    "AUTO, true, false",
    "ON, false, true",
    "ON, true, true",
    "OFF, false, false",
    "OFF, true, false"
  })
  void guestsMayEnterUntilThereIsALoginUnlessItIsSaid(
      GuestMode mode, boolean hasLogin, boolean may) {
    AuthSettings settings = new AuthSettings(mode, Duration.ofDays(1));

    assertThat(settings.guestsMayEnter(hasLogin)).isEqualTo(may);
  }

  @Test
  void aGuestsLifeIsAtLeastASecond() {
    assertThatThrownBy(() -> new AuthSettings(GuestMode.ON, Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0.999S");
  }
}
