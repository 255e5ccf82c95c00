package dev.halley.containers.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** What a launcher and the test that started it say to each other. */
final class Orders {

  private Orders() {}

  /** Stops the container at SIGTERM, as the containers' own scripts do. */
  static void atShutdown(Step stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(stop), "launcher-stop"));
  }

  /**
   * Says where to connect, and then does as it is told until the input ends, which it also does
   * when the process that started this one is gone.
   */
  static void obey(int port, Step undeploy) throws Exception {
    System.out.println("listening on port " + port);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("undeploy")) {
        undeploy.run();
        System.out.println("undeployed");
      }
    }
  }

  /** Where the web application is served: the first argument, or else the root. */
  static String contextPath(String[] args) {
    return args.length == 0 ? "" : args[0];
  }

  static String required(String property) throws IOException {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IOException("expected the system property " + property);
    }
    return value;
  }

  private static void tell(Step stop) {
    try {
      stop.run();
    } catch (Exception e) {
      throw new IllegalStateException("the container did not stop", e);
    }
  }

  /** Something that may fail. */
  interface Step {
    void run() throws Exception;
  }
}
