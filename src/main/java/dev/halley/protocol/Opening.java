package dev.halley.protocol;

import java.time.Duration;

/**
 * How a stream begins and is kept open.
 *
 * @param head the status, the header and the first bytes of the response; it goes out at once
 * @param beat sent whenever there was nothing else to send at the end of {@code every}, so that no
 *     proxy takes the stream for dead and a client that has left is noticed
 * @param every how often to beat, 1 s and up
 * @param writable called each time the stream takes more after it did not; must not wait
 */
public record Opening(Answer head, Frame beat, Duration every, Runnable writable) {

  public Opening {
    if (every.toMillis() < 1000) {
      throw new IllegalArgumentException("expected a beat every second or less often");
    }
  }
}
