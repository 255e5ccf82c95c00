package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({
    "50/s burst 200, 50/s burst 200",
    "50 / s burst 200, 50/s burst 200",
    "'5/s,burst=20', 5/s burst 20",
    "6/min, 6/min burst 6",
    "10/h burst 1, 10/h burst 1",
    "off, off"
  })
  void aRateIsWrittenInOneOfTheWaysInWhichItIsRead(String text, String written) {
    assertThat(Rate.parse(text)).hasToString(written);
    assertThat(Rate.parse(written)).isEqualTo(Rate.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "50",
        "50/",
        "0/s",
        "/s",
        "-1/s",
        "50/d",
        "50/s burst",
        "50/s burst 0",
        "50/s burst x",
        "1.5/s",
        "50/s burst 200 more",
        "OFF",
        "99999999999/s",
        "1/h burst 25"
      })
  void whatIsNoRateIsToldWhatOneIs(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected " + Rate.EXPECTED);
  }

  @Test
  void onlyOffIsNoLimit() {
    assertThat(Rate.OFF.isOff()).isTrue();
    assertThat(Rate.parse("1/h").isOff()).isFalse();
  }
}
