package dev.halley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server under test takes, as the operating system and its JVM tell. */
public final class ServerMeter {

  /** What {@code /proc} counts in: USER_HZ, a hundredth of a second wherever Linux runs Java. */
  private static final double TICK_MICROS = 10_000;

  private static final long LOOK_NANOS = 3_000_000;
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long HISTOGRAM_SECONDS = 60;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final long pid;
  private final Path stat;
  private final Path tasks;

  /** Of the process with this id. */
  public ServerMeter(long pid) {
    this.pid = pid;
    stat = Path.of("/proc", Long.toString(pid), "stat");
    tasks = stat.resolveSibling("task");
  }

  /** The CPU time of all its threads since it was started, in microseconds, in steps of 10,000. */
  double cpuMicros() {
    try {
      return cpuMicros(Files.readString(stat));
    } catch (IOException e) {
      throw new BenchException("the server's CPU time is not to be had: " + e.getMessage(), e);
    }
  }

  /** From a line of {@code stat}: utime and stime are fields 14 and 15, counted from 1. */
  private static double cpuMicros(String line) {
    // The name before may hold spaces.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return TICK_MICROS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  /** The part of it that the JVM's compilers have taken, those that have ended left out. */
  double compilerMicros() {
    double micros = 0;
    for (String line : threads()) {
      if (line.contains("(C1 Compiler") || line.contains("(C2 Compiler")) {
        micros += cpuMicros(line);
      }
    }
    return micros;
  }

  /**
   * Goes on until the server has nothing to do: none of its threads runs or wants to, at two looks
   * in a row. After five seconds it goes on anyway.
   */
  void awaitQuiet(Loop loop) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int quiet = 0;
    while (quiet < 2 && System.nanoTime() < end) {
      loop.pause(LOOK_NANOS);
      quiet = isBusy() ? 0 : quiet + 1;
    }
  }

  private boolean isBusy() {
    return threads().stream().anyMatch(line -> line.startsWith("R", line.lastIndexOf(')') + 2));
  }

  /** The line of {@code stat} of each thread. */
  private List<String> threads() {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      List<String> lines = new ArrayList<>();
      for (Path task : all) {
        stat(task).ifPresent(lines::add);
      }
      return lines;
    } catch (IOException e) {
      throw new BenchException("the server's threads are not to be had: " + e.getMessage(), e);
    }
  }

  /** What is alive in its heap, in bytes, after a full collection. */
  public long liveHeap() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor(HISTOGRAM_SECONDS, TimeUnit.SECONDS);
      Matcher total = TOTAL.matcher(text);
      if (!total.find()) {
        throw new BenchException(
            "expected a histogram of the server's heap; found "
                + text.lines().findFirst().orElse("nothing"));
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new BenchException("jcmd of the JDK cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while the heap was measured", e);
    }
  }

  private static Optional<String> stat(Path task) {
    try {
      return Optional.of(Files.readString(task.resolve("stat")));
    } catch (IOException hasEnded) {
      return Optional.empty();
    }
  }
}
