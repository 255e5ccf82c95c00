package dev.halley;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that people write here, and how long they may be. */
final class SourceFiles {

  static final int MOST_LINES = 400;

  private static final List<String> KINDS = List.of(".java", ".js", ".css", ".html");

  private SourceFiles() {}

  /** The files below a folder that are longer than they may be; none where there is no folder. */
  static List<Path> tooLong(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(SourceFiles::isSource).filter(SourceFiles::isTooLong).toList();
    }
  }

  private static boolean isSource(Path file) {
    return Files.isRegularFile(file) && KINDS.stream().anyMatch(file.toString()::endsWith);
  }

  private static boolean isTooLong(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count() > MOST_LINES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
