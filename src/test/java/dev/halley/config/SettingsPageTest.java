package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings in the README is that of the code. */
class SettingsPageTest {

  @Test
  void readmeHasEverySettingAsTheCodeHasIt() throws IOException {
    String table =
        SettingsTable.rows().stream().map(SettingsPageTest::row).collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("README.md"))).contains(table);
  }

  private static String row(Setting<?> setting) {
    return "| `"
        + setting.key()
        + "` | "
        + setting.fallback()
        + " | "
        + setting.range()
        + " | "
        + setting.meaning()
        + " |";
  }
}
