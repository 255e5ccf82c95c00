package dev.halley.containers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Programs of this machine that some tests cannot do without. */
public final class Installed {

  /** Where Debian has its servers, which an ordinary user's {@code PATH} leaves out. */
  private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

  private Installed() {}

  /** The first of these programs that there is. */
  public static Optional<Path> find(String... names) {
    return Stream.of(names).flatMap(name -> everywhere(name)).findFirst();
  }

  /**
   * What to throw where a program is missing: it skips the test, loudly. Under {@code CI=true} the
   * test fails at once.
   *
   * @param what what is not tested now, and what was expected
   */
  public static TestAbortedException missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(what);
    }
    System.err.println("\n*** " + what + " ***\n");
    return new TestAbortedException(what);
  }

  private static Stream<Path> everywhere(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), SERVERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }
}
