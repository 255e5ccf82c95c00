package dev.halley.bench.load;

import java.util.List;

/** What is measured. */
enum ServerKind {
  HALLEY("Halley"),
  /** Without metrics. */
  UNCOUNTED("uncounted"),
  TWO_PHASE("two phases"),
  /** The same, whose requests and answers are as long as Halley's. */
  DRESSED("two phases, dressed"),
  PLAIN("plain");

  private final String label;

  ServerKind(String label) {
    this.label = label;
  }

  /** Whether it is Halley, in whatever way. */
  boolean isHalley() {
    return this == HALLEY || this == UNCOUNTED;
  }

  /** What its JVM is told. */
  List<String> flags() {
    return this == UNCOUNTED ? List.of("-Dhalley.metrics=none") : List.of();
  }

  /** Its name in the table. */
  String label() {
    return label;
  }
}
