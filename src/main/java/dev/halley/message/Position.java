package dev.halley.message;

/**
 * A place in one log: everything up to and with {@code offset} is behind it.
 *
 * @param epoch which life of the log, 48 bits; a log that was lost and begun again has another
 * @param offset the last offset that is covered; 0 is the beginning
 */
public record Position(long epoch, long offset) {

  /** The largest offset, which a JavaScript number still holds exactly. */
  public static final long MAX_OFFSET = (1L << 53) - 1;

  /** The largest epoch. */
  public static final long MAX_EPOCH = (1L << 48) - 1;

  public Position {
    if (epoch < 0 || epoch > MAX_EPOCH || offset < 0 || offset > MAX_OFFSET) {
      throw new IllegalArgumentException(
          "expected an epoch of 48 bits and an offset below 2^53; found " + epoch + ", " + offset);
    }
  }

  /** The place at another offset of the same life of the log. */
  public Position at(long otherOffset) {
    return new Position(epoch, otherOffset);
  }
}
