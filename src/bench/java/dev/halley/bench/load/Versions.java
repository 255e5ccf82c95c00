package dev.halley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured, so that a table can be told from another. */
final class Versions {

  private static final String UNKNOWN = "unknown";
  private static final Pattern JDK = Pattern.compile("(?m)^JAVA_RUNTIME_VERSION=\"?([^\"]*)");

  private Versions() {}

  /** The commit of a project, with a mark if its files differ from it. */
  static String commit(Path project) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
              .directory(project.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return said.isEmpty() ? UNKNOWN : said;
    } catch (IOException noGit) {
      return UNKNOWN;
    }
  }

  /** The version of a JDK, from the file that each has. */
  static String jdk(Path java) {
    try {
      Matcher version = JDK.matcher(Files.readString(java.resolve("release")));
      return version.find() ? version.group(1) : UNKNOWN;
    } catch (IOException noSuchFile) {
      return UNKNOWN;
    }
  }
}
