package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What TypeScript is told of the client is what the compiler holds the client to. */
class DeclarationsTest {
  /** {@code halley.Channel.prototype.publish}. */
  private static final Pattern EXTERN =
      Pattern.compile("(?m)^halley\\.(\\w+)\\.prototype\\.(\\w+)");

  private static final Pattern INTERFACE =
      Pattern.compile("(?ms)^export interface (\\w+)[^{]*\\{(.*?)^}");

  private static final Pattern MEMBER =
      Pattern.compile("(?m)^  (?:readonly )?(\\w+)\\??(?:<[^>]*>)?[:(]");

  private static Map<String, Set<String>> externs() throws IOException {
    String text = Files.readString(Path.of("src/main/js/externs/halley.js"));
    Map<String, Set<String>> members = new TreeMap<>();
    Matcher found = EXTERN.matcher(text);
    while (found.find()) {
      members.computeIfAbsent(found.group(1), type -> new TreeSet<>()).add(found.group(2));
    }
    return members;
  }

  @Test
  void everyMemberOfTheClientIsDeclaredAndNoOther() throws IOException {
    String text = Files.readString(Path.of("src/main/npm/halley.d.ts"));
    Map<String, Set<String>> declared = new TreeMap<>();
    Matcher types = INTERFACE.matcher(text);
    while (types.find()) {
      Set<String> members = declared.computeIfAbsent(types.group(1), type -> new TreeSet<>());
      Matcher found = MEMBER.matcher(types.group(2));
      while (found.find()) {
        members.add(found.group(1));
      }
    }
    Map<String, Set<String>> expected = externs();
    expected.remove("Global");
    declared.keySet().retainAll(expected.keySet());
    assertThat(declared).isEqualTo(expected);
    assertThat(text).contains("export function connect(options?: Options): Client;");
  }
}
