package dev.halley.proxies;

import java.io.IOException;

/** One way to carry what comes after a cursor, read from {@code docs/protocol.md} alone. */
interface Carrier {

  /**
   * Asks once, and hands each answer to the reading until the connection is over.
   *
   * @throws RefusedException if there was an answer that is not a good one
   * @throws IOException if the connection was cut
   */
  void carry(Reading reading) throws IOException, InterruptedException;
}
