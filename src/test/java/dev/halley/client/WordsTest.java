package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chat page says, in each of its languages. */
class WordsTest {
  private static final Path WORDS = Path.of("webapp/words");
  private static final Pattern BLANK = Pattern.compile("\\{\\w+}");

  /** {@code data-t="lead"} in the page. */
  private static final Pattern IN_PAGE = Pattern.compile("data-[tlp]=\"([^\"]+)\"");

  /** {@code t('lead')} in a script; of {@code t(a ? 'x' : 'y')} both. */
  private static final Pattern IN_SCRIPT = Pattern.compile("\\bt\\(([^()]*)\\)");

  private static final Pattern COUNTED = Pattern.compile("\\bcount\\('([^']+)'");
  private static final Pattern LITERAL = Pattern.compile("'([^']+)'");

  private static JsonObject words(String language) throws IOException {
    return JsonParser.parseString(Files.readString(WORDS.resolve(language + ".json")))
        .getAsJsonObject();
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(matcher.groupCount()));
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "zh"})
  void everyLanguageSaysTheSameThings(String language) throws IOException {
    JsonObject english = words("en");
    JsonObject other = words(language);
    assertThat(other.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(found(BLANK, other.get(key).getAsString()))
          .as(language + ": " + key)
          .isEqualTo(found(BLANK, english.get(key).getAsString()));
    }
  }

  @Test
  void everythingThatThePageSaysHasItsWords() throws IOException {
    Set<String> said =
        new TreeSet<>(found(IN_PAGE, Files.readString(Path.of("webapp/index.html"))));
    try (Stream<Path> scripts = Files.list(Path.of("src/main/js/chat"))) {
      for (Path script : scripts.toList()) {
        String text = Files.readString(script);
        for (String inside : found(IN_SCRIPT, text)) {
          Set<String> keys = found(LITERAL, inside.replaceFirst(",.*", ""));
          keys.removeIf(key -> key.endsWith(".") || key.startsWith("!") || key.equals("sent"));
          said.addAll(keys);
        }
        for (String key : found(COUNTED, text)) {
          said.add(key + ".one");
          said.add(key + ".other");
        }
      }
    }
    assertThat(said).hasSizeGreaterThan(80);
    assertThat(words("en").keySet()).containsAll(said);
  }
}
