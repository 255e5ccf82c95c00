package dev.halley.bench.load;

/** Measures what Halley costs beside a bare servlet on the same Jetty, and prints a table. */
public final class LoadBench {

  private LoadBench() {}

  /** Runs what the system properties ask for. */
  public static void main(String[] args) {
    System.out.println("rows: " + System.getProperty("bench.rows", "short"));
  }
}
