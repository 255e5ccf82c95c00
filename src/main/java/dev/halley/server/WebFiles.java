package dev.halley.server;

import dev.halley.transport.WebFile;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of Halley's pages that lie in the web application: all of them in Halley's own WAR, and
 * those that are there in another one that has Halley within it.
 *
 * @param all by their paths below the context path
 * @param isAlone whether the application has no other files
 */
record WebFiles(Map<String, WebFile> all, boolean isAlone) {

  /** What lies at the root. A test compares it with the WAR. */
  static final Set<String> NAMES =
      Set.of(
          "/index.html",
          "/embed.html",
          "/chat.css",
          "/chat.js",
          "/doctor.js",
          "/embed.js",
          "/halley.js",
          "/halley.mjs",
          "/halley.d.ts",
          "/old.js",
          "/package.json",
          "/plain.js",
          "/icon.svg",
          "/robots.txt");

  /** Folders of which all is Halley's. */
  static final Set<String> FOLDERS = Set.of("/css/", "/words/", "/doctor/");

  private static final Set<String> INSIDE = Set.of("/WEB-INF/", "/META-INF/");
  private static final String DOCTOR = "/doctor";
  private static final String ROOT = "/";
  private static final String INDEX = "index.html";

  /**
   * Reads them.
   *
   * @param hasDoctor whether the doctor's page is one of them
   */
  static WebFiles in(ServletContext context, boolean hasDoctor) {
    Map<String, WebFile> all = new HashMap<>();
    boolean isAlone = true;
    for (String path : list(context, ROOT)) {
      if (NAMES.contains(path)) {
        add(context, path, all);
      } else if (FOLDERS.contains(path)) {
        list(context, path).forEach(inside -> add(context, inside, all));
      } else {
        isAlone &= INSIDE.contains(path);
      }
    }
    if (!hasDoctor) {
      all.keySet().removeIf(path -> path.startsWith(DOCTOR));
    }
    return new WebFiles(Map.copyOf(all), isAlone);
  }

  private static Set<String> list(ServletContext context, String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    return paths == null ? Set.of() : new HashSet<>(paths);
  }

  private static void add(ServletContext context, String path, Map<String, WebFile> all) {
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in != null) {
        all.put(path, WebFile.of(type(context.getMimeType(path)), in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All text of ours is UTF-8. */
  private static String type(@Nullable String known) {
    String type = known == null ? "application/octet-stream" : known;
    boolean isText = type.startsWith("text/") || type.endsWith("javascript");
    return isText ? type + ";charset=UTF-8" : type;
  }

  /**
   * The paths to be served. Where there are no files but these, that is every path nobody else has:
   * then no answer at all is written by a thread that waits for its client.
   */
  List<String> paths() {
    if (isAlone) {
      return List.of(ROOT);
    }
    List<String> paths = new ArrayList<>(all.keySet());
    for (String path : all.keySet()) {
      if (path.endsWith(ROOT + INDEX)) {
        String folder = path.substring(0, path.length() - INDEX.length());
        // The root has a pattern of its own (Jakarta Servlet 6.0, section 12.2).
        paths.add(folder.equals(ROOT) ? "" : folder);
      }
    }
    return paths;
  }
}
