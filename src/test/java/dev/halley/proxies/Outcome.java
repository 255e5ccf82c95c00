package dev.halley.proxies;

/** What a proxy does to a carrier. */
enum Outcome {
  /** What is said arrives at once. */
  FLOWS("flows"),
  /** The proxy keeps it back. */
  HELD_BACK("held back"),
  /** The proxy does not let it begin. */
  REFUSED("refused");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** As the table in the documents has it. */
  String words() {
    return words;
  }
}
