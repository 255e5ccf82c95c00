package dev.halley.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/proxies.md} as its tests see it.
 *
 * @param table what each proxy does, by its file and the head of the column
 * @param shown the settings that it shows
 */
record ProxiesPage(Map<String, Map<String, String>> table, List<Shown> shown) {

  /** A block of settings, and the file that it is said to come from. */
  record Shown(String file, String text) {}

  static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("docs/proxies.md");

  private static final Pattern FILE = Pattern.compile("`([a-z0-9-]+\\.(?:conf|cfg|vcl))`");

  static ProxiesPage read() {
    try {
      List<String> lines = Files.readAllLines(PAGE);
      return new ProxiesPage(table(lines), shown(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the table says of a proxy.
   *
   * @param column the head of the column
   */
  String says(ProxyKind kind, String column) {
    String cell = table.getOrDefault(kind.file(), Map.of()).get(column);
    if (cell == null) {
      throw new AssertionError(PAGE + " says nothing of " + column + " through " + kind.file());
    }
    return cell;
  }

  private static Map<String, Map<String, String>> table(List<String> lines) {
    Map<String, Map<String, String>> table = new TreeMap<>();
    List<String> head = List.of();
    for (String line : lines) {
      if (!line.startsWith("|")) {
        continue;
      }
      List<String> cells = cells(line);
      Matcher file = FILE.matcher(cells.get(0));
      if (cells.get(0).equals("settings")) {
        head = cells;
      } else if (!head.isEmpty() && file.matches()) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 1; i < cells.size(); i++) {
          row.put(head.get(i), cells.get(i));
        }
        table.put(file.group(1), row);
      }
    }
    return table;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  /** Each block belongs to the file that was named last before it. */
  private static List<Shown> shown(List<String> lines) {
    List<Shown> shown = new ArrayList<>();
    String file = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher named = FILE.matcher(line);
      while (!line.startsWith("|") && named.find()) {
        file = named.group(1);
      }
      if (line.startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        shown.add(new Shown(file, String.join("\n", lines.subList(i + 1, end)) + "\n"));
        i = end;
      }
    }
    return shown;
  }
}
