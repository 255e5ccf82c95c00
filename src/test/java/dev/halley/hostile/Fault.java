package dev.halley.hostile;

import java.time.Duration;
import java.util.List;

/** What a path does to one request and its answer. */
sealed interface Fault {

  /** Nothing: all goes through. */
  record None() implements Fault {}

  /** The connection is closed before anything of the request has gone on. */
  record Drop() implements Fault {}

  /** Both connections are closed after so many bytes of the answer's body. */
  record CutAfterBytes(int bytes) implements Fault {}

  /** Both connections are closed after so much time, wherever the answer is. */
  record CutAfter(Duration time) implements Fault {}

  /** The request goes on only after a while. */
  record Delay(Duration time) implements Fault {}

  /** After so many bytes of the answer's body nothing comes for a while, and then the rest. */
  record Stall(int bytes, Duration time) implements Fault {}

  /**
   * The answer comes in one piece once it is over.
   *
   * @param most after so long at the latest; then the rest flows
   */
  record Buffer(Duration most) implements Fault {}

  /** A GET reaches the server twice; the client gets the answer to the second. */
  record RepeatGet() implements Fault {}

  /** These headers are taken off the request and off the answer. */
  record StripHeaders(List<String> names) implements Fault {

    public StripHeaders {
      names = List.copyOf(names);
    }
  }

  /** After so many bytes of the body the client is told that no more comes; the server is not. */
  record HalfClose(int bytes) implements Fault {}

  /** The server is asked in HTTP/1.0, and the client answered so. */
  record Downgrade() implements Fault {}

  /** Where the client wants another protocol it is told that it may not. */
  record RefuseUpgrade() implements Fault {}
}
