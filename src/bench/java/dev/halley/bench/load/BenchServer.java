package dev.halley.bench.load;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A Jetty with the project's {@code jetty-base}, in a process and on a core of its own: with
 * Halley's WAR or with the bare servlets, and alike in all else.
 */
public final class BenchServer implements AutoCloseable {

  private static final long START_NANOS = 60_000_000_000L;
  private static final long LOOK_NANOS = 100_000_000L;
  private static final int STOP_SECONDS = 20;

  /** The limits that one machine as the load would meet; all others are the product's own. */
  private static final List<String> LIMITS =
      List.of("max-holds", "max-holds-per-user", "max-holds-per-address");

  /** Its few users do what many would. */
  private static final List<String> RATES = List.of("rate-publish", "rate-session", "rate-poll");

  private final Path work;
  private final Process process;
  private final Thread atExit;
  private final int port;

  private BenchServer(Path work, Process process, int port) {
    this.work = work;
    this.process = process;
    this.port = port;
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts one with Halley as it is shipped, every limit in force. */
  public static BenchServer startAsShipped(Machine machine) {
    return start(ServerKind.HALLEY, Options.read(), machine, List.of());
  }

  /**
   * Starts one whose limits are out of the load's way.
   *
   * @param more flags of the JVM besides those of the options
   */
  static BenchServer startUnlimited(
      ServerKind kind, Options options, Machine machine, List<String> more) {
    List<String> flags = new ArrayList<>(more);
    RATES.forEach(rate -> flags.add("-Dhalley." + rate + "=off"));
    LIMITS.forEach(limit -> flags.add("-Dhalley." + limit + "=1000000"));
    // What is kept in memory stays for ten seconds, whoever reads it: of ping-pongs more than 32
    // MiB.
    flags.add("-Dhalley.memory-logs=512MiB");
    // What is measured in memory goes where people say that they type, as often as it is said.
    flags.add("-Dhalley.typing-every=0s");
    return start(kind, options, machine, flags);
  }

  /** Starts one and waits until it answers. */
  private static BenchServer start(
      ServerKind kind, Options options, Machine machine, List<String> more) {
    try {
      Path bench = Files.createDirectories(options.project().resolve("target/bench"));
      Path work = Files.createTempDirectory(bench, "server-");
      int port = freePort();
      deploy(kind, options.project(), Files.createDirectory(work.resolve("webapps")), work);
      ProcessBuilder builder =
          new ProcessBuilder(command(kind, options, machine, more, work, port))
              .directory(options.project().resolve("jetty-base").toFile())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("server.log").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("HALLEY_"));
      BenchServer server = new BenchServer(work, builder.start(), port);
      server.awaitReady(kind);
      return server;
    } catch (IOException e) {
      throw new BenchException("a server cannot be started: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void deploy(ServerKind kind, Path project, Path webapps, Path work)
      throws IOException {
    Path base = project.resolve("jetty-base/webapps");
    Files.copy(base.resolve("halley.properties"), webapps.resolve("app.properties"));
    if (kind.isHalley()) {
      Files.copy(base.resolve("halley.xml"), webapps.resolve("app.xml"));
      return;
    }
    Files.copy(project.resolve("src/bench/reference.xml"), webapps.resolve("app.xml"));
    Path inside = Files.createDirectories(work.resolve("reference/WEB-INF"));
    Files.copy(project.resolve("src/bench/reference/WEB-INF/web.xml"), inside.resolve("web.xml"));
    Path name = Path.of("dev/halley/bench/reference");
    Path classes = Files.createDirectories(inside.resolve("classes").resolve(name));
    try (Stream<Path> all = Files.list(project.resolve("target/test-classes").resolve(name))) {
      for (Path file : all.toList()) {
        Files.copy(file, classes.resolve(file.getFileName()));
      }
    }
  }

  private static List<String> command(
      ServerKind kind, Options options, Machine machine, List<String> more, Path work, int port) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("taskset", "-c", Integer.toString(machine.serverCore())));
    command.add(options.java().resolve("bin/java").toString());
    command.add("@jvm.options");
    command.addAll(options.flags());
    command.addAll(kind.flags());
    command.addAll(more);
    command.add("-Djava.io.tmpdir=" + work);
    command.add("-Dhalley.data=" + work.resolve("data"));
    command.add("-Dbench.reference=" + work.resolve("reference"));
    command.addAll(List.of("-jar", options.jetty().resolve("start.jar").toString()));
    command.add("jetty.http.host=127.0.0.1");
    command.add("jetty.http.port=" + port);
    command.add("jetty.deploy.webappsDir=" + work.resolve("webapps"));
    return command;
  }

  private void awaitReady(ServerKind kind) {
    String path = kind.isHalley() ? "/health/ready" : "/plain/ready";
    String method = kind.isHalley() ? "GET" : "POST";
    long end = System.nanoTime() + START_NANOS;
    while (!answers(method, path)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = output();
        close();
        throw new BenchException("the server with " + kind + " did not come up. It said:\n" + said);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean answers(String method, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setRequestMethod(method);
      if (method.equals("POST")) {
        connection.setDoOutput(true);
        connection.getOutputStream().write('.');
      }
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return port;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** What it has printed up to now. */
  String output() {
    try {
      return Files.readString(work.resolve("server.log"));
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Stops it, by force if need be, and deletes its files. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, SECONDS)) {
        process.destroyForcibly().waitFor(STOP_SECONDS, SECONDS);
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
      delete(work);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new BenchException("the files of a server cannot be deleted: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
