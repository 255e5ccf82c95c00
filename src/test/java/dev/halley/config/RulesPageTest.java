package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Access.Who;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of rules is so. */
class RulesPageTest {

  private static final Pattern EXAMPLE = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

  private static String page(String name) throws IOException {
    return Files.readString(Path.of(name));
  }

  @Test
  void theDefaultRulesStandThereAsTheCodeHasThem() throws IOException {
    assertThat(page("docs/rules.md"))
        .contains("```\n" + String.join("\n", DefaultRules.LINES) + "\n```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/rules.md"})
  void everyExampleIsTaken(String name, @TempDir Path data) throws IOException {
    List<String> examples =
        EXAMPLE.matcher(page(name)).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      Files.writeString(data.resolve("halley.properties"), example);
      Settings settings =
          new SettingsReader("", Map.of(), Map.of("halley.data", data.toString()), Map.of()).read();
      Properties keys = new Properties();
      keys.load(new StringReader(example));
      assertThat(settings.summary())
          .contains(
              keys.stringPropertyNames().stream()
                  .filter(key -> key.contains(".rule-"))
                  .collect(Collectors.toList()));
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void everyoneWhoCanBeNamedIsExplained(Who who) throws IOException {
    assertThat(page("docs/rules.md")).contains("| `" + who.name().toLowerCase(Locale.ROOT) + "` |");
  }
}
