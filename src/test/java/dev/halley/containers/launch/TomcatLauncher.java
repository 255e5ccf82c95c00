package dev.halley.containers.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.Tomcat;

/** Serves the WAR by Tomcat. Compiled against 10.1, it runs on 10.1 and on 11. */
public final class TomcatLauncher {

  private TomcatLauncher() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Orders.required("launch.work"));
    Files.createDirectories(Path.of(Orders.required("launch.work"), "webapps"));
    tomcat.setConnector(connector());
    // As Tomcat's own server.xml has it. A thread that the pool starts while the application
    // completes a request remembers the application until it is renewed.
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    Context application = tomcat.addWebapp(Orders.contextPath(args), Orders.required("launch.war"));
    application.addLifecycleListener(TomcatLauncher::withoutJsp);
    TomcatLogin.setUp(tomcat, application);
    // Tomcat's own stop waits for requests that are held before it stops the web application.
    Orders.atShutdown(tomcat::stop);
    tomcat.start();
    if (!isAvailable(tomcat.getHost())) {
      System.exit(1);
    }
    Orders.obey(tomcat.getConnector().getLocalPort(), () -> undeploy(tomcat.getHost()));
    System.exit(0);
  }

  private static Connector connector() {
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    // Tomcat's 8,192 and 100 are fewer than the tests hold, and fewer than come at the same time.
    connector.setProperty("maxConnections", "20000");
    connector.setProperty("acceptCount", "4096");
    // On loopback the system would take megabytes for a client that reads nothing.
    connector.setProperty("socket.txBufSize", "32768");
    // Idle threads are renewed after so many milliseconds; a test does not wait for a minute.
    connector.setProperty("threadsMaxIdleTime", "1000");
    // All of its 200 threads from the start. One that the pool starts while an application
    // completes
    // a request keeps that application's classes, up to JDK 23: a thread inherits the access
    // control
    // context of the code that starts it, Tomcat does not cut that off, and a renewed thread is
    // started by the one that it takes the place of.
    connector.setProperty("minSpareThreads", "200");
    return connector;
  }

  /** Takes out what addWebapp() has put in a moment before: there is no JSP here. */
  private static void withoutJsp(LifecycleEvent event) {
    if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
      Context context = (Context) event.getLifecycle();
      context.removeServletMapping("*.jsp");
      context.removeServletMapping("*.jspx");
      context.removeChild(context.findChild("jsp"));
    }
  }

  private static boolean isAvailable(Host host) {
    for (Container context : host.findChildren()) {
      if (!((Context) context).getState().isAvailable()) {
        return false;
      }
    }
    return true;
  }

  private static void undeploy(Host host) {
    for (Container context : host.findChildren()) {
      host.removeChild(context);
    }
  }
}
