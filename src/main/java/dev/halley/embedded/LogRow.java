package dev.halley.embedded;

/**
 * What the store knows of a log besides its messages.
 *
 * @param number stands for the channel's name in the keys
 * @param kept the lowest offset whose message still lies in the store; at most {@code first}
 * @param first the lowest offset that is given out
 * @param remembered the lowest offset whose id is remembered
 * @param last the highest offset that was ever given; 0 for none
 * @param lastTime the time of that message
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
record LogRow(long number, long kept, long first, long remembered, long last, long lastTime) {

  /** A log that nobody wrote to. */
  static LogRow empty(long number) {
    return new LogRow(number, 1, 1, 1, 0, 0);
  }
}
