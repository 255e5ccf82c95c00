package dev.halley.bench.harm;

import java.io.IOException;

/**
 * Something that is done to a server to harm its users.
 *
 * @param name what it is, for the table
 * @param work begins it, and returns once it is in full swing
 */
record Attack(String name, Work work) {

  /** Begins an attack on a port of the loopback address; closed, it is over. */
  interface Work {
    AutoCloseable begin(int port) throws IOException;
  }
}
