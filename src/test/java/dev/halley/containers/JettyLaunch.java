package dev.halley.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The project's {@code jetty-base} by the unpacked Jetty. Only the folder that Jetty looks into for
 * web applications is a copy, so that one can be taken out of it.
 *
 * @param webapps that copy
 */
record JettyLaunch(Path webapps) implements Launch {

  private static final List<String> APPLICATION = List.of("halley.xml", "halley.properties");

  // Jetty's log is quiet by default, and these are what the patterns below look for.
  private static final String CONNECTOR = "org.eclipse.jetty.server.AbstractConnector";
  private static final String CONTEXT = "org.eclipse.jetty.ee10.servlet.ServletContextHandler";
  private static final Pattern LISTENING =
      Pattern.compile("Started oejs\\.ServerConnector@\\w+\\{HTTP.*\\{127\\.0\\.0\\.1:(\\d+)}$");
  private static final Pattern UNDEPLOYED = Pattern.compile("Stopped oeje10w\\.WebAppContext@");

  /**
   * In bytes. On loopback the system would take megabytes for a client that reads nothing, and no
   * test would see what a server does once it takes no more.
   */
  private static final int SEND_BUFFER = 32 * 1024;

  static JettyLaunch in(Path work, String users) throws IOException {
    Path webapps = Files.createDirectory(work.resolve("webapps"));
    for (String file : APPLICATION) {
      Files.copy(BuiltFiles.jettyBase().resolve("webapps").resolve(file), webapps.resolve(file));
    }
    if (!users.isEmpty()) {
      JettyLogin.setUp(webapps.resolve("halley.xml"), work, users);
    }
    return new JettyLaunch(webapps);
  }

  @Override
  public Path folder() {
    return BuiltFiles.jettyBase();
  }

  @Override
  public List<String> flags() {
    return List.of("@jvm.options");
  }

  @Override
  public List<String> program() {
    return List.of(
        "-D" + CONNECTOR + ".LEVEL=INFO",
        "-D" + CONTEXT + ".LEVEL=INFO",
        "-jar",
        BuiltFiles.jettyHome().resolve("start.jar").toString(),
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=0",
        "jetty.http.acceptedSendBufferSize=" + SEND_BUFFER,
        "jetty.deploy.webappsDir=" + webapps,
        "jetty.deploy.scanInterval=1");
  }

  @Override
  public Pattern listening() {
    return LISTENING;
  }

  @Override
  public void undeploy(OutputStream input) throws IOException {
    for (String file : APPLICATION) {
      Files.delete(webapps.resolve(file));
    }
  }

  @Override
  public Pattern undeployed() {
    return UNDEPLOYED;
  }
}
