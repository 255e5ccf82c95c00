package dev.halley.transport;

/**
 * Puts the pieces of a message together, up to a limit. Containers hand on pieces as they come; to
 * let them gather whole messages would have some set aside room for the longest for each socket.
 *
 * <p>For one thread at a time.
 */
final class TextPieces {

  private final int maxBytes;
  private final StringBuilder text = new StringBuilder();
  private long bytes;

  /** Takes messages of so many bytes of UTF-8. */
  TextPieces(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a piece; false if the message is longer than the limit now. */
  boolean add(String piece) {
    bytes += utf8Length(piece);
    if (bytes > maxBytes) {
      forget();
      return false;
    }
    text.append(piece);
    return true;
  }

  /** The message, whose last piece was added. The next begins. */
  String take() {
    String whole = text.toString();
    forget();
    return whole;
  }

  private void forget() {
    bytes = 0;
    text.setLength(0);
    // What a long message needed is not kept for those to come, which are short for the most part.
    text.trimToSize();
  }

  /** A character that is half of a pair counts as half of the pair's four bytes. */
  private static long utf8Length(String piece) {
    long length = 0;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
