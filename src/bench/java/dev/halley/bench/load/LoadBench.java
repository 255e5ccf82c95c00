package dev.halley.bench.load;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what Halley costs beside a bare servlet on the same Jetty: starts one after the other,
 * some rounds of it, drives each with the same load, and prints a table of the figures. Which rows,
 * how many rounds and the rest is said by system properties, see {@link Options}.
 */
public final class LoadBench {

  private static final int MOST_CONNECTIONS = 19_000;

  private final Options options;
  private final Machine machine;
  private final Results results = new Results();

  private LoadBench(Options options, Machine machine) {
    this.options = options;
    this.machine = machine;
  }

  /** Runs the bench; it ends with 1 if something is missing, which is said. */
  public static void main(String[] args) {
    try {
      new LoadBench(Options.read(), Machine.here()).run();
    } catch (BenchException e) {
      System.err.println("The bench stopped: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() {
    if (!Files.exists(options.project().resolve("target/halley.war"))) {
      throw new BenchException("expected target/halley.war: mvn -Pbench builds it");
    }
    if (!Machine.canOpen(MOST_CONNECTIONS)) {
      System.out.println(
          "The hard limit of open files (ulimit -Hn) is too low for "
              + MOST_CONNECTIONS
              + " connections; rows that need them will stop the bench.");
    }
    System.out.println(
        Machine.description()
            + "; server on core "
            + machine.serverCore()
            + ", load on core "
            + machine.loadCore()
            + "; warmed up with "
            + options.warm()
            + " requests; JDK "
            + Versions.jdk(options.java())
            + "; commit "
            + Versions.commit(options.project()));
    for (int round = 1; round <= options.rounds(); round++) {
      for (ServerKind kind : options.servers()) {
        measure(kind, round);
      }
    }
    System.out.println(new Table(options.rows(), results).text());
  }

  /** Rows that need other flags need a server of their own. */
  private void measure(ServerKind kind, int round) {
    Map<List<String>, List<Row>> lives = new LinkedHashMap<>();
    for (Row row : options.rows()) {
      if (kind.isHalley() || row.way().isComparable()) {
        lives.computeIfAbsent(row.flags(), none -> new ArrayList<>()).add(row);
      }
    }
    lives.forEach(
        (flags, rows) -> {
          System.out.println("round " + round + " of " + options.rounds() + ": " + kind.label());
          try (BenchServer server = BenchServer.startUnlimited(kind, options, machine, flags)) {
            new LoadProcess(options, machine).measure(kind, server, rows, results);
          }
        });
  }
}
