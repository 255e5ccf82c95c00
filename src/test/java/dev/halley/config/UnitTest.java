package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "0, 0",
    "12 B, 12",
    "12b, 12",
    "64 KiB, 65536",
    "64KiB, 65536",
    "64k, 65536",
    "64 K, 65536",
    "1 MiB, 1048576",
    "1m, 1048576",
    "2 GiB, 2147483648",
    "2g, 2147483648",
  })
  void sizesAreReadInEachSpelling(String text, long bytes) {
    assertThat(Unit.BYTES.read(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "55, 55",
    "55 s, 55",
    "55s, 55",
    "5 min, 300",
    "5m, 300",
    "24 h, 86400",
    "7 d, 604800",
    "7D, 604800"
  })
  void timesAreReadInEachSpelling(String text, long seconds) {
    assertThat(Unit.SECONDS.read(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "many",
        "-5",
        "+5",
        "1.5 MiB",
        "1 KB",
        "64 kb",
        "1  KiB",
        "k",
        "0x10",
        "1e3",
        "1_000",
        "٣",
        "55 s 1 s",
        "5 h"
      })
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> Unit.BYTES.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1500 ms", "5 minutes", "1 w", "1:30", "PT5S", "5 k"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Unit.SECONDS.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsHaveNoUnit() {
    assertThat(Unit.COUNT.read("50000")).isEqualTo(50_000);
    assertThatThrownBy(() -> Unit.COUNT.read("50 k")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatNoLongHoldsIsAboveEveryLimit() {
    assertThat(Unit.BYTES.read("999999999999999999 GiB")).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Unit.BYTES.read("9".repeat(19)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "65536, 64 KiB",
    "65537, 65537 B",
    "1048576, 1 MiB",
    "3221225472, 3 GiB"
  })
  void aSizeIsWrittenInTheLargestUnitThatFits(long bytes, String text) {
    assertThat(Unit.BYTES.write(bytes)).isEqualTo(text);
    assertThat(Unit.BYTES.read(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"55, 55 s", "60, 1 min", "300, 5 min", "86400, 1 d", "90000, 25 h"})
  void aTimeIsWrittenInTheLargestUnitThatFits(long seconds, String text) {
    assertThat(Unit.SECONDS.write(seconds)).isEqualTo(text);
  }

  @Test
  void aCountIsWrittenAsItIs() {
    assertThat(Unit.COUNT.write(50_000)).isEqualTo("50000");
  }
}
