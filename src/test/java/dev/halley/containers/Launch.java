package dev.halley.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How one kind of container is started and told what to do. */
interface Launch {

  /** Serves the WAR of this project. */
  static Launch of(Container kind, Path work) throws IOException {
    return of(kind, work, "");
  }

  /**
   * As the other.
   *
   * @param users who may log in to the container, {@code NAME:PASSWORD:ROLE,…}; empty for a
   *     container that asks nobody who they are
   */
  static Launch of(Container kind, Path work, String users) throws IOException {
    return kind == Container.JETTY
        ? JettyLaunch.in(work, users)
        : of(kind, work, BuiltFiles.war(), users);
  }

  /** Serves a WAR by one of our launchers; Jetty has none. */
  static Launch of(Container kind, Path work, Path war) {
    return of(kind, work, war, "");
  }

  private static Launch of(Container kind, Path work, Path war, String users) {
    return switch (kind) {
      case JETTY -> throw new IllegalArgumentException("expected a container with a launcher");
      case TOMCAT_10 -> new LauncherLaunch("tomcat-10", "TomcatLauncher", work, war, users);
      case TOMCAT_11 -> new LauncherLaunch("tomcat-11", "TomcatLauncher", work, war, users);
      case UNDERTOW -> new LauncherLaunch("undertow", "UndertowLauncher", work, war, users);
    };
  }

  /** The folder in which the JVM starts. */
  Path folder();

  /** The JVM's arguments before those of the test, which win over them. */
  List<String> flags();

  /** What follows: what to run, and its own arguments. */
  List<String> program();

  /** What it prints once it answers; group 1 is the port. */
  Pattern listening();

  /** Starts to take the web application down, and leaves the container running. */
  void undeploy(OutputStream input) throws IOException;

  /** What it prints once the web application is down. */
  Pattern undeployed();
}
