package dev.halley.bench.load;

/** What is measured. */
enum ServerKind {
  HALLEY("Halley"),
  TWO_PHASE("two phases"),
  PLAIN("plain");

  private final String label;

  ServerKind(String label) {
    this.label = label;
  }

  /** Its name in the table. */
  String label() {
    return label;
  }
}
