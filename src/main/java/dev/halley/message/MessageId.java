package dev.halley.message;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a message, unique in its channel while it is remembered: 1 to 64 characters of {@code
 * [A-Za-z0-9_-]}, chosen by the publisher or else by the server.
 *
 * @param value the id
 */
public record MessageId(String value) {

  /** What an id must look like, for error messages. */
  public static final String EXPECTED = "1 to 64 characters of [A-Za-z0-9_-]";

  private static final int MAX = 64;

  public MessageId {
    if (!isToken(value)) {
      throw new IllegalArgumentException("expected an id of " + EXPECTED);
    }
  }

  /** Reads an id as it came in a request; empty if it is not one. */
  public static Optional<MessageId> parse(String raw) {
    return isToken(raw) ? Optional.of(new MessageId(raw)) : Optional.empty();
  }

  /**
   * An id of 122 random bits. Nobody can guess the next one, and so take it before its message
   * comes.
   */
  public static MessageId random() {
    UUID uuid = UUID.randomUUID();
    byte[] bits =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return new MessageId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** Whether a text looks like an id. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX;
  }

  @Override
  public String toString() {
    return value;
  }
}
