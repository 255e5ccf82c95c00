package dev.halley.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/** How a server is spoken to. */
interface Dialect {

  /**
   * What a reader says.
   *
   * @param reader each has a number of its own
   * @param channels by their names, letters and digits; one, where the server knows no more
   */
  Question question(int reader, List<String> channels);

  /** A request that publishes the message of this number. */
  void publish(ByteBuffer out, int publisher, String channel, int number);

  /** Whether a reader's first question is answered at once, so that it knows that it is heard. */
  boolean greets();
}
