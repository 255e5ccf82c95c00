package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say of settings is so. */
class SettingsPageTest {

  private static final Path ALL = Path.of("docs/settings.md");

  /** The key and the default of a row. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(halley\\.[a-z-]+)` \\| ([^|]+) \\|");

  @Test
  void thePageHasEverySettingAsTheCodeHasIt() throws IOException {
    String table =
        SettingsTable.rows().stream().map(SettingsPageTest::row).collect(Collectors.joining("\n"));

    assertThat(Files.readString(ALL))
        .as(
            "The table of all settings is in %s, in the order of the code, and nowhere else."
                + " Replace its rows with these:%n%n%s%n",
            ALL, table)
        .contains(table);
  }

  @Test
  void thePageHasNoOtherSetting() throws IOException {
    assertThat(keys(ALL)).hasSameSizeAs(SettingsTable.rows());
  }

  @Test
  void theReadmeNamesSomeWithTheirDefaults() throws IOException {
    List<MatchResult> named = keys(Path.of("README.md"));

    assertThat(named).isNotEmpty();
    assertThat(named)
        .allSatisfy(
            row ->
                assertThat(SettingsTable.rows())
                    .as("The README has a short table; all settings are in %s", ALL)
                    .anyMatch(
                        setting ->
                            setting.key().equals(row.group(1))
                                && setting.fallback().equals(row.group(2))));
  }

  private static List<MatchResult> keys(Path page) throws IOException {
    return ROW.matcher(Files.readString(page)).results().toList();
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
