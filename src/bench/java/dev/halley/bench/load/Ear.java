package dev.halley.bench.load;

/** Who is told what comes over a {@link Wire}. Everything comes on the loop's one thread. */
interface Ear {

  /** The connection is open. */
  void opened(Wire wire);

  /** A whole answer has come; its body lies between the two places. */
  void answer(Wire wire, int status, byte[] bytes, int from, int to);

  /** A line of a stream, or a text message over a WebSocket. */
  void text(Wire wire, byte[] bytes, int from, int to);

  /** A stream has ended, and the connection is free again. */
  void ended(Wire wire);

  /** What {@link Loop#later} was asked for: everything that had come with the same look is read. */
  void later(Wire wire);
}
