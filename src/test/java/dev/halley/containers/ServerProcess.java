package dev.halley.containers;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;

/**
 * A container that serves the built WAR, in a process and on a class path of its own. Close it:
 * that stops it, however the test ended.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);

  /** A test does within a second what people do in an hour. One that is about rates sets them. */
  private static final List<String> RATES =
      List.of("rate-publish", "rate-session", "rate-poll", "rate-presence");

  private final Container kind;
  private final Path work;
  private final Launch launch;
  private final Process process;
  private final ServerOutput output;
  private final Thread atExit;
  private int port;

  private ServerProcess(
      Container kind, Path work, Launch launch, Process process, ServerOutput output) {
    this.kind = kind;
    this.work = work;
    this.launch = launch;
    this.process = process;
    this.output = output;
    // For a test run that is itself stopped.
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a server on a free port of the loopback address, and waits until it answers.
   *
   * @param data its data folder
   * @param settings more settings, by their keys without {@code halley.}: {@code max-message}
   * @throws AssertionError if it does not come up within two minutes, with what it printed
   */
  public static ServerProcess start(Container kind, Path data, Map<String, String> settings) {
    return start(kind, data, settings, List.of());
  }

  /**
   * As the other.
   *
   * @param arguments what the container's own command line has besides
   */
  static ServerProcess start(
      Container kind, Path data, Map<String, String> settings, List<String> arguments) {
    return awaited(launch(kind, data, settings, arguments, work -> Launch.of(kind, work)));
  }

  /** As the other, of another WAR, by a container that has a launcher. */
  static ServerProcess start(Container kind, Path data, Map<String, String> settings, Path war) {
    return awaited(launch(kind, data, settings, List.of(), work -> Launch.of(kind, work, war)));
  }

  /**
   * As the other.
   *
   * @param users who may log in to the container, see {@link Launch#of(Container, Path, String)}
   */
  static ServerProcess start(
      Container kind, Path data, Map<String, String> settings, String users) {
    return awaited(launch(kind, data, settings, List.of(), work -> Launch.of(kind, work, users)));
  }

  private static ServerProcess awaited(ServerProcess server) {
    try {
      server.awaitPort();
      return server;
    } catch (RuntimeException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts a server which must refuse to start, and waits until its process has ended.
   *
   * @return all that it printed
   * @throws AssertionError if it comes up, ends as if all were well, or does neither in two minutes
   */
  static String refusal(Container kind, Path data, Map<String, String> settings) {
    try (ServerProcess server =
        launch(kind, data, settings, List.of(), work -> Launch.of(kind, work))) {
      if (!server.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        throw server.failure("did not end, but its start should have been refused");
      }
      server.output.awaitEnd(STOP);
      if (server.process.exitValue() == 0) {
        throw server.failure("ended with exit code 0, but its start should have been refused");
      }
      return server.output();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Finds out how to start a container that may write into a folder. */
  private interface Launcher {
    Launch in(Path work) throws IOException;
  }

  private static ServerProcess launch(
      Container kind,
      Path data,
      Map<String, String> settings,
      List<String> arguments,
      Launcher launcher) {
    try {
      Path folder = BuiltFiles.newFolder(kind.name());
      Path work = Files.createDirectory(folder.resolve("work"));
      Launch launch = launcher.in(work);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(launch.flags());
      command.add("-Xmx1g");
      command.add("-Djava.io.tmpdir=" + work);
      command.add("-Dhalley.data=" + data.toAbsolutePath());
      RATES.forEach(rate -> command.add("-Dhalley." + rate + "=off"));
      settings.forEach((key, value) -> command.add("-Dhalley." + key + "=" + value));
      command.addAll(launch.program());
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(launch.folder().toFile());
      builder.redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("HALLEY_"));
      Process process = builder.start();
      ServerOutput output = ServerOutput.of(process.getInputStream(), folder.resolve("output.log"));
      return new ServerProcess(kind, work, launch, process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(kind + " cannot be started", e);
    }
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** What it has printed up to now, on both streams. */
  public String output() {
    return output.text();
  }

  /**
   * Sends SIGTERM and waits until the process is gone.
   *
   * @return how long that took
   * @throws AssertionError if it took more than a minute; it is killed then
   */
  public Duration terminate() {
    long start = System.nanoTime();
    process.destroy();
    if (!endsWithin(STOP)) {
      kill();
      throw failure("did not stop within " + STOP);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Sends SIGKILL and waits until the process is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!endsWithin(STOP)) {
      throw failure("was killed and did not end");
    }
  }

  /** Stops the web application, waits until that is done, and leaves the container running. */
  void undeploy() {
    try {
      launch.undeploy(process.getOutputStream());
      if (output.await(launch.undeployed(), STOP).isEmpty()) {
        throw failure("did not undeploy within " + STOP);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Stops the server, by force if need be, and keeps just its log in {@code target/servers}. A
   * second time does nothing.
   */
  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(STOP)) {
      kill();
    }
    removeHook();
    try {
      if (Files.exists(work)) {
        BuiltFiles.delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPort() {
    try {
      MatchResult found =
          output
              .await(launch.listening(), START)
              .orElseThrow(() -> failure("did not come up: it " + state()));
      port = Integer.parseInt(found.group(1));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String state() {
    return process.isAlive()
        ? "still runs after " + START
        : "ended with exit code " + process.exitValue();
  }

  private boolean endsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is going down already, and the hook runs or has run.
      return;
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError(kind + " " + what + ". It printed:\n" + output());
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted while waiting for a server", e);
  }
}
