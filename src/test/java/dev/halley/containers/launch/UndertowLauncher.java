package dev.halley.containers.launch;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.xnio.Options;

/** Serves the WAR by Undertow. */
public final class UndertowLauncher {

  private UndertowLauncher() {}

  public static void main(String[] args) throws Exception {
    PathHandler paths = new PathHandler();
    ExplodedWar war =
        ExplodedWar.unpack(
            Path.of(Orders.required("launch.war")),
            Path.of(Orders.required("launch.work"), "webapp"));
    String contextPath = Orders.contextPath(args);
    UndertowApplication application =
        UndertowApplication.deploy(war, paths, contextPath.isEmpty() ? "/" : contextPath);
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(paths)
            // On loopback the system would take megabytes for a client that reads nothing.
            .setSocketOption(Options.SEND_BUFFER, 32 * 1024)
            .build();
    Orders.atShutdown(
        () -> {
          application.undeploy();
          server.stop();
        });
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Orders.obey(address.getPort(), application::undeploy);
    System.exit(0);
  }
}
