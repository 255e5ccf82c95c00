package dev.halley.proxies;

import dev.halley.containers.BuiltFiles;
import dev.halley.containers.ServerOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A proxy that runs. Its settings are those that the documents show, with other ports: where they
 * say 8000 it listens on a free port, and where they say 8080 the server is.
 */
public final class ProxyProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 10;
  private static final int TRIES = 100;
  static final Path SETTINGS =
      Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/proxies");

  private final ProxyProgram program;
  private final String name;
  private final int port;
  private final int upstream;
  private final Path folder;
  private final Process process;
  private final ServerOutput output;
  private final Thread atExit;

  private ProxyProcess(
      ProxyProgram program,
      String name,
      int port,
      int upstream,
      Path folder,
      Process process,
      ServerOutput output) {
    this.program = program;
    this.name = name;
    this.port = port;
    this.upstream = upstream;
    this.folder = folder;
    this.process = process;
    this.output = output;
    // For a test run that is itself stopped.
    this.atExit = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a proxy on a free port of the loopback address, and waits until it listens.
   *
   * @param upstream where the server listens
   * @throws AssertionError if it does not come up, with what it printed
   */
  static ProxyProcess start(ProxyKind kind, int upstream) {
    return start(kind.program(), kind.name(), SETTINGS.resolve(kind.file()), upstream);
  }

  /**
   * As the other, with settings that are nobody's example.
   *
   * @param settings the file, with the same ports in it
   */
  public static ProxyProcess nginx(Path settings, int upstream) {
    return start(ProxyProgram.NGINX, "nginx", settings, upstream);
  }

  private static ProxyProcess start(
      ProxyProgram program, String name, Path settings, int upstream) {
    ProxyProcess proxy = launch(program, name, settings, upstream);
    try {
      proxy.awaitPort();
      return proxy;
    } catch (RuntimeException | AssertionError e) {
      proxy.close();
      throw e;
    }
  }

  private static ProxyProcess launch(
      ProxyProgram program, String name, Path settings, int upstream) {
    Path executable = program.find();
    try {
      int port = freePort();
      Path folder = BuiltFiles.newFolder(name);
      fill(settings, folder, "site.conf", port, upstream);
      if (program == ProxyProgram.NGINX) {
        fill(SETTINGS.resolve("nginx.conf"), folder, "nginx.conf", port, upstream);
      }
      List<String> command = new ArrayList<>(List.of(executable.toString()));
      command.addAll(program.arguments(folder, port));
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      ServerOutput output = ServerOutput.of(process.getInputStream(), folder.resolve("output.log"));
      return new ProxyProcess(program, name, port, upstream, folder, process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  private static void fill(Path file, Path folder, String name, int port, int upstream)
      throws IOException {
    String filled =
        Files.readString(file)
            .replaceAll("\\b8000\\b", Integer.toString(port))
            .replaceAll("\\b8080\\b", Integer.toString(upstream))
            .replace("WORK", folder.toString());
    Files.writeString(folder.resolve(name), filled);
  }

  /**
   * A port that nobody listens on, below those that a system gives to whoever asks for any: until
   * the proxy has it, one of the thousands of connections of the other tests could get it.
   */
  private static int freePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** How a client gets to the server through it. */
  Route route() {
    return program.isForward() ? Route.via(port, upstream) : Route.to(port);
  }

  public int port() {
    return port;
  }

  /** What it has printed up to now. */
  public String output() {
    return output.text();
  }

  private void awaitPort() {
    Awaitility.await()
        .atMost(START)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(name + " ended. It printed:\n" + output());
              }
            })
        .alias(name + " listens")
        .until(this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops it and keeps just what it printed, in {@code target/servers}. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
      // Whoever still runs would write into the folders that are deleted.
      for (ProcessHandle child : children) {
        child.onExit().completeOnTimeout(child, STOP_SECONDS, TimeUnit.SECONDS).join();
      }
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      output.awaitEnd(START);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    removeHook();
    keepOutputAlone();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is going down already, and the hook runs or has run.
      return;
    }
  }

  private void keepOutputAlone() {
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isDirectory).toList()) {
        BuiltFiles.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of " + name + " cannot be deleted", e);
    }
  }
}
