package dev.halley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs {@link Load} in a process and on a core of its own. */
final class LoadProcess {

  private final Options options;
  private final Machine machine;

  LoadProcess(Options options, Machine machine) {
    this.options = options;
    this.machine = machine;
  }

  /** Measures rows at a server, and puts the figures into the results. */
  void measure(ServerKind kind, BenchServer server, List<Row> rows, Results results) {
    Process process = null;
    try {
      process = new ProcessBuilder(command(kind, server, rows)).redirectErrorStream(true).start();
      StringBuilder said = new StringBuilder();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(Sheet.FIGURE)) {
            String figure = line.substring(Sheet.FIGURE.length());
            System.out.println("  " + figure);
            results.add(kind, figure.split(" ", -1));
          } else {
            said.append(line).append('\n');
          }
        }
      }
      if (process.waitFor() != 0) {
        throw new BenchException(
            kind.label()
                + ": "
                + said.toString().strip()
                + "\nThe server said:\n"
                + server.output());
      }
    } catch (IOException e) {
      throw new BenchException("the load cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  private List<String> command(ServerKind kind, BenchServer server, List<Row> rows) {
    return List.of(
        "taskset",
        "-c",
        Integer.toString(machine.loadCore()),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xms512m",
        "-Xmx2g",
        "-Dbench.minutes=" + System.getProperty("bench.minutes", ""),
        "-classpath",
        System.getProperty("java.class.path"),
        Load.class.getName(),
        kind.name(),
        Integer.toString(server.port()),
        Long.toString(server.pid()),
        Integer.toString(options.warm()),
        rows.stream().map(Row::name).collect(Collectors.joining(",")));
  }
}
