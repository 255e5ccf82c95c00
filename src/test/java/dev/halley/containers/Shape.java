package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what a command printed. JSON is compared field by field, all else
 * line by line. Text is equal where the page has it; {@code …} stands for any text, and the times
 * of a page for any other.
 */
final class Shape {

  private static final Set<String> TIMES = Set.of("time", "expires", "since");

  private Shape() {}

  static void matches(String where, String shown, String printed) {
    List<Object> expected = parts(shown);
    List<Object> found = parts(printed);
    assertThat(found).as("%s printed %s", where, printed).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      part(where, expected.get(i), found.get(i));
    }
  }

  /** The same for commands that run at the same time, and print in the order that it happens. */
  static void matchesInAnyOrder(String where, String shown, String printed) {
    List<Object> found = parts(printed);
    for (Object expected : parts(shown)) {
      Optional<Object> fitting = found.stream().filter(part -> fits(expected, part)).findFirst();
      assertThat(fitting).as("%s printed %s, and not %s", where, printed, expected).isPresent();
      found.remove(fitting.get());
    }
    assertThat(found).as("%s printed more than it shows", where).isEmpty();
  }

  private static boolean fits(Object expected, Object found) {
    try {
      part("", expected, found);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static void part(String where, Object expected, Object found) {
    if (expected instanceof JsonElement shown && found instanceof JsonElement printed) {
      json(where, shown, printed);
    } else {
      assertThat(found.toString()).as(where).matches(wildcard(expected.toString()));
    }
  }

  private static void json(String where, JsonElement expected, JsonElement found) {
    if (expected.isJsonObject() && found.isJsonObject()) {
      object(where, expected.getAsJsonObject(), found.getAsJsonObject());
    } else if (expected.isJsonArray() && found.isJsonArray()) {
      assertThat(found.getAsJsonArray()).as(where).hasSameSizeAs(expected.getAsJsonArray());
      for (int i = 0; i < found.getAsJsonArray().size(); i++) {
        json(
            where + "[" + i + "]", expected.getAsJsonArray().get(i), found.getAsJsonArray().get(i));
      }
    } else {
      assertThat(found.toString()).as(where).matches(wildcard(expected.toString()));
    }
  }

  private static void object(String where, JsonObject expected, JsonObject found) {
    if (where.endsWith(".limits")) {
      assertThat(found.keySet()).as(where).containsAll(expected.keySet());
    } else {
      assertThat(found.keySet()).as(where).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }
    for (Map.Entry<String, JsonElement> field : expected.entrySet()) {
      String name = field.getKey();
      if (TIMES.contains(name)) {
        assertThat(found.get(name).getAsLong()).as(where).isGreaterThan(1_600_000_000_000L);
      } else {
        json(where + "." + name, field.getValue(), found.get(name));
      }
    }
  }

  private static String wildcard(String shown) {
    return "(?s)" + Pattern.quote(shown).replace("…", "\\E.*\\Q");
  }

  /** JSON values and lines of other text, in order. */
  private static List<Object> parts(String text) {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char first = text.charAt(at);
      if (Character.isWhitespace(first)) {
        at++;
      } else if (first == '{' || first == '[') {
        int end = endOfJson(text, at);
        parts.add(JsonParser.parseString(text.substring(at, end)));
        at = end;
      } else {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        parts.add(text.substring(at, end).strip());
        at = end;
      }
    }
    return parts;
  }

  private static int endOfJson(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return text.length();
  }
}
