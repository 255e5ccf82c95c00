package dev.halley.containers.launch;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A WAR as a folder.
 *
 * @param root where {@code WEB-INF} lies
 */
record ExplodedWar(Path root) {

  static ExplodedWar unpack(Path war, Path root) throws IOException {
    Path directory = root.toAbsolutePath();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(war))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException("expected a path within the WAR, found " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.resolveSibling("."));
          Files.copy(in, file);
        }
      }
    }
    return new ExplodedWar(directory);
  }

  /** A class loader over the WAR's classes and libraries, below the container's. */
  URLClassLoader classLoader() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(root.resolve("WEB-INF/classes/").toUri().toURL());
    try (Stream<Path> jars = Files.list(root.resolve("WEB-INF/lib"))) {
      for (Path jar : jars.sorted().toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(
        "webapp", urls.toArray(URL[]::new), ExplodedWar.class.getClassLoader());
  }
}
