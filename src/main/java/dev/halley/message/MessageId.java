package dev.halley.message;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The id of a message, unique in its channel while it is remembered: 1 to 64 characters of {@code
 * [A-Za-z0-9_-]}, chosen by the publisher or else by the server.
 *
 * @param value the id
 */
public record MessageId(String value) {

  /** What an id must look like, for error messages. */
  public static final String EXPECTED = "1 to 64 characters of [A-Za-z0-9_-]";

  private static final int RANDOM_BYTES = 15;

  public MessageId {
    if (!isToken(value)) {
      throw new IllegalArgumentException("expected an id of " + EXPECTED);
    }
  }

  /** Reads an id as it came in a request; empty if it is not one. */
  public static Optional<MessageId> parse(String raw) {
    return isToken(raw) ? Optional.of(new MessageId(raw)) : Optional.empty();
  }

  /** An id of 120 random bits. It proves nothing, so it need not be unguessable. */
  public static MessageId random() {
    byte[] bits = new byte[RANDOM_BYTES];
    ThreadLocalRandom.current().nextBytes(bits);
    return new MessageId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  private static boolean isToken(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean good =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!good) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
