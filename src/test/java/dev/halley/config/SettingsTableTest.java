package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTableTest {

  static List<Setting<?>> rows() {
    return SettingsTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachDefaultIsWrittenAsItIsShown(Setting<?> setting) {
    assertThat(rewritten(setting)).isEqualTo(setting.fallback());
  }

  private static <T> String rewritten(Setting<T> setting) {
    return setting.form().write(setting.form().read(setting.fallback()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachRowTellsAnOperatorWhatItIs(Setting<?> setting) {
    assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(setting.range()).isNotBlank();
    assertThat(setting.meaning()).endsWith(".").doesNotContain("|").doesNotContain("\n");
  }

  @Test
  void eachNameIsThereOnce() {
    assertThat(SettingsTable.rows()).extracting(Setting::name).doesNotHaveDuplicates();
  }

  @Test
  void aKeyIsSpelledOneWayInFilesAndOneInTheEnvironment() {
    assertThat(SettingsTable.MAX_MESSAGE.key()).isEqualTo("halley.max-message");
    assertThat(SettingsTable.MAX_MESSAGE.variable()).isEqualTo("HALLEY_MAX_MESSAGE");
    assertThat(SettingsTable.MAX_MESSAGE.range()).isEqualTo("1 B to 16 MiB");
  }
}
