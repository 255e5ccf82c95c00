package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the canonical form of each character against a table of Unicode's own facts. */
class CaseFoldingTest {

  private final Map<Integer, String> folds = folds();
  private final int[] characters = characters();

  @Test
  void everyCharacterIsFoldedAsUnicodeSays() {
    assertThat(characters).hasSize(134_189);
    for (int c : characters) {
      String expected = nfkc(folded(nfkc(Character.toString(c))));
      assertThat(UserName.canonical(Character.toString(c))).as("U+%04X", c).isEqualTo(expected);
    }
  }

  @Test
  void noCharactersNeighboursChangeItsFolding() {
    for (int c : characters) {
      String between = "σ" + Character.toString(c) + "Σ";
      String expected = nfkc(folded(nfkc(between)));
      assertThat(UserName.canonical(between)).as("U+%04X", c).isEqualTo(expected);
    }
  }

  @Test
  void theCanonicalFormOfACharacterIsCanonical() {
    for (int c : characters) {
      String canonical = UserName.canonical(Character.toString(c));
      assertThat(UserName.canonical(canonical)).as("U+%04X", c).isEqualTo(canonical);
    }
  }

  private String folded(String text) {
    return text.codePoints()
        .mapToObj(c -> folds.getOrDefault(c, Character.toString(c)))
        .collect(Collectors.joining());
  }

  private static String nfkc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static Map<Integer, String> folds() {
    Map<Integer, String> folds = new HashMap<>();
    for (String entry : entries("case-folding.txt")) {
      String[] sides = entry.split("=", 2);
      String folded =
          Arrays.stream(sides[1].split("\\+", -1))
              .map(hex -> Character.toString(code(hex)))
              .collect(Collectors.joining());
      folds.put(code(sides[0]), folded);
    }
    return folds;
  }

  private static int[] characters() {
    return entries("name-characters.txt").stream()
        .map(range -> range.split("-", 2))
        .flatMapToInt(r -> IntStream.rangeClosed(code(r[0]), code(r[r.length - 1])))
        .toArray();
  }

  private static int code(String hex) {
    return Integer.parseInt(hex, 16);
  }

  private static List<String> entries(String resource) {
    try (InputStream in = CaseFoldingTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
