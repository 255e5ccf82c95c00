package dev.halley.transport;

import java.time.Duration;

/**
 * The limits of requests, whatever they say.
 *
 * @param maxBody the longest body, in bytes, 1 and up
 * @param bodyTime how long a client may take to send its body, a second and up
 * @param longestHold how long a response may take at most; after that and half a minute a request
 *     that nobody ends is given up, and an answer that its client does not take
 */
public record HttpLimits(int maxBody, Duration bodyTime, Duration longestHold) {

  private static final Duration NET = Duration.ofSeconds(30);

  public HttpLimits {
    if (maxBody < 1 || bodyTime.toSeconds() < 1 || longestHold.isNegative()) {
      throw new IllegalArgumentException(
          "expected a body of 1 byte and up, a second and up to send it, and a hold of 0 and up;"
              + " found "
              + maxBody
              + ", "
              + bodyTime
              + ", "
              + longestHold);
    }
  }

  /** After which time a request is given up. */
  Duration net() {
    return longestHold.plus(NET);
  }
}
