package dev.halley.bench.load;

/** What a figure is, in the order of the table. */
enum Measure {
  CPU("CPU, µs"),
  LAST("last, ms"),
  P50("p50, ms"),
  P99("p99, ms"),
  HEAP("heap, KB"),
  CORE("core, %"),
  GROWTH("heap growth, %"),
  COMPILING("compilers, % of CPU"),
  LOST("lost"),
  REPEATED("repeated");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Whether it is of the server's worth, and not of how well it was measured. */
  boolean isCompared() {
    return this != COMPILING && this != LOST && this != REPEATED;
  }
}
