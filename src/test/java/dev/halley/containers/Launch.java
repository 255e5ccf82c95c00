package dev.halley.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How one kind of container is started and told what to do. */
interface Launch {

  static Launch of(Container kind, Path work) throws IOException {
    return switch (kind) {
      case JETTY -> JettyLaunch.in(work);
      case TOMCAT_10 -> new LauncherLaunch("tomcat-10", "TomcatLauncher", work);
      case TOMCAT_11 -> new LauncherLaunch("tomcat-11", "TomcatLauncher", work);
      case UNDERTOW -> new LauncherLaunch("undertow", "UndertowLauncher", work);
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
