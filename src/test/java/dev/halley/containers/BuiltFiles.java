package dev.halley.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the build has put what the containers need. */
public final class BuiltFiles {

  private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path TARGET = PROJECT.resolve("target");

  private BuiltFiles() {}

  static Path war() {
    return present(TARGET.resolve("halley.war"));
  }

  /** What another web application puts among its libraries. */
  static Path classesJar() {
    return present(TARGET.resolve("halley-classes.jar"));
  }

  /** The classes of the tests. */
  static Path testClasses() {
    return present(TARGET.resolve("test-classes"));
  }

  static Path jettyBase() {
    return present(PROJECT.resolve("jetty-base"));
  }

  /** An unpacked Jetty. */
  static Path jettyHome() {
    return present(Path.of(System.getProperty("jetty.home", "")));
  }

  /** The jars of a container, or the classes of its launcher. */
  static Path container(String name) {
    return present(TARGET.resolve("containers").resolve(name));
  }

  /** A folder that no other server has. */
  public static Path newFolder(String name) throws IOException {
    Path servers = Files.createDirectories(TARGET.resolve("servers"));
    return Files.createTempDirectory(servers, name.toLowerCase(Locale.ROOT) + "-");
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path present(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          "expected " + path + " from the build: mvn verify -Dit.test=NAME puts it there");
    }
    return path;
  }
}
