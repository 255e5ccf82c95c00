package dev.halley.bench.load;

/** How messages travel from Halley to a reader. */
enum Carrier {
  POLL,
  STREAM,
  SOCKET
}
