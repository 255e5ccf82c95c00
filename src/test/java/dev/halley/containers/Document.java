package dev.halley.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands with {@code curl} in a page of Markdown, in the order in which a reader meets them.
 *
 * <p>In a {@code console} block a line that begins with {@code "$ "} is a command, which goes on in
 * the next line after a backslash, and the lines below are what it prints; blocks that build or
 * start something are left out. An {@code sh} block with {@code curl} is commands alone.
 *
 * @param path the page
 * @param blocks the blocks that a test replays
 */
record Document(Path path, List<Block> blocks) {

  /**
   * One fenced block.
   *
   * @param line where it begins in the page, from 1
   * @param commands lines for the shell
   * @param shown what the page says that they print, all together; blank if it says nothing
   */
  record Block(int line, List<String> commands, String shown) {}

  static Document read(Path path) {
    try {
      return new Document(path, blocks(Files.readAllLines(path, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String fence = lines.get(i).strip();
      if (!fence.startsWith("```")) {
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).strip().equals("```")) {
        end++;
      }
      List<String> inside = lines.subList(i + 1, end);
      if (fence.equals("```console") && !startsSomething(inside)) {
        blocks.add(console(i + 1, inside));
      } else if (fence.equals("```sh") && String.join("\n", inside).contains("curl")) {
        blocks.add(new Block(i + 1, List.copyOf(inside), ""));
      }
      i = end;
    }
    return blocks;
  }

  /** Whether a block builds or starts something, which is not for a server that runs. */
  private static boolean startsSomething(List<String> inside) {
    return inside.stream().anyMatch(line -> line.matches("\\$ .*\\b(mvn|java|git)\\b.*"));
  }

  private static Block console(int line, List<String> inside) {
    List<String> commands = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    boolean goesOn = false;
    for (String text : inside) {
      if (goesOn) {
        commands.add(text);
      } else if (text.startsWith("$ ")) {
        commands.add(text.substring(2));
      } else {
        shown.append(text).append('\n');
        continue;
      }
      goesOn = text.endsWith("\\");
    }
    return new Block(line, commands, shown.toString());
  }
}
