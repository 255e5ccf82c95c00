package dev.halley.bench.load;

import java.nio.ByteBuffer;

/** What one reader says to a server. */
interface Question {

  /** Whether the connection must be made into a WebSocket before anything is asked. */
  boolean needsHandshake();

  /** Whether an answer is the end of it, so that the reader asks again. */
  boolean isPoll();

  void putHandshake(ByteBuffer out);

  /** Asks for what comes after the place. */
  void put(ByteBuffer out, Place place);
}
