package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Optional;

/**
 * The name of a channel, such as {@code /room/lobby}. An instance is always valid: {@code /} and
 * then 1 to 8 segments joined by {@code /}, at most 255 bytes of UTF-8 in NFC. A segment is 1 to 64
 * characters: letters, marks and decimal digits of any script and {@code - _ . ~ ! @ $ ( )}, but
 * not {@code .} or {@code ..}. The first segments {@code meta} and {@code service} are reserved.
 */
public final class ChannelName implements Comparable<ChannelName> {

  /** What a name must look like, for error messages. */
  public static final String EXPECTED =
      "/ and 1 to 8 segments joined by /, each of 1 to 64 letters, digits or -_.~!@$(), at most 255"
          + " bytes, not beginning with /meta or /service";

  static final int MAX_BYTES = 255;
  private static final int MAX_SEGMENTS = 8;
  private static final int MAX_SEGMENT_CHARACTERS = 64;
  private static final String USER_PREFIX = "/user/";

  private final String value;
  private final long key;

  private ChannelName(String value) {
    this.value = value;
    this.key = keyOf(value);
  }

  /**
   * Reads a name as it came in a request. It is put into NFC, and in {@code /user/NAME} the name
   * into the canonical form of {@link UserName}. Empty if the result is not a channel name.
   */
  public static Optional<ChannelName> parse(String raw) {
    // No normal form makes a text shorter than a third of its length: refuse before the work.
    if (raw.length() > 3 * MAX_BYTES) {
      return Optional.empty();
    }
    String name = Normalizer.normalize(raw, Normalizer.Form.NFC);
    if (name.startsWith(USER_PREFIX)) {
      name = withCanonicalUser(name);
    }
    return isValid(name) ? Optional.of(new ChannelName(name)) : Optional.empty();
  }

  /**
   * As {@link #parse}, for a name that is known to be good.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static ChannelName of(String raw) {
    return parse(raw)
        .orElseThrow(() -> new IllegalArgumentException("expected " + EXPECTED + "; found " + raw));
  }

  /** The name in NFC. */
  public String value() {
    return value;
  }

  /**
   * 64 bits that stand for the name where the name is too long, as in a cursor: the first bytes of
   * its SHA-256, so that nobody can make two names collide on purpose. The same on every node.
   */
  public long key() {
    return key;
  }

  /** The segments, in order: {@code room}, {@code lobby}. */
  String[] segments() {
    return value.substring(1).split("/", -1);
  }

  /**
   * The user whose inbox this is; empty for any channel that is not {@code /user/NAME}. A channel
   * below an inbox belongs to the same user.
   */
  public Optional<UserName> owner() {
    if (!value.startsWith(USER_PREFIX)) {
      return Optional.empty();
    }
    int end = value.indexOf('/', USER_PREFIX.length());
    return UserName.parse(value.substring(USER_PREFIX.length(), end < 0 ? value.length() : end));
  }

  /** Whether this is {@code /user/NAME} itself: messages to it are also kept by their sender. */
  public boolean isInbox() {
    return value.startsWith(USER_PREFIX) && value.indexOf('/', USER_PREFIX.length()) < 0;
  }

  private static String withCanonicalUser(String name) {
    int end = name.indexOf('/', USER_PREFIX.length());
    int stop = end < 0 ? name.length() : end;
    return USER_PREFIX
        + UserName.canonical(name.substring(USER_PREFIX.length(), stop))
        + name.substring(stop);
  }

  private static boolean isValid(String name) {
    if (name.isEmpty() || name.charAt(0) != '/' || name.getBytes(UTF_8).length > MAX_BYTES) {
      return false;
    }
    int segments = 0;
    int start = 1;
    while (start <= name.length()) {
      int slash = name.indexOf('/', start);
      int stop = slash < 0 ? name.length() : slash;
      String segment = name.substring(start, stop);
      if (!isSegment(segment) || (segments == 0 && isReserved(segment))) {
        return false;
      }
      segments++;
      start = stop + 1;
      if (slash < 0) {
        break;
      }
    }
    return segments <= MAX_SEGMENTS && name.charAt(name.length() - 1) != '/';
  }

  private static boolean isReserved(String first) {
    return first.equals("meta") || first.equals("service");
  }

  static boolean isSegment(String text) {
    if (text.equals(".") || text.equals("..")) {
      return false;
    }
    int characters = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isSegmentCharacter(c)) {
        return false;
      }
      i += Character.charCount(c);
      characters++;
    }
    return characters >= 1 && characters <= MAX_SEGMENT_CHARACTERS;
  }

  private static boolean isSegmentCharacter(int c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "-_.~!@$()".indexOf(c) >= 0;
    }
    return isLetterMarkOrDigit(c);
  }

  /** Unicode general categories L, M and Nd. */
  static boolean isLetterMarkOrDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }

  private static long keyOf(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      long key = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        key = (key << 8) | (digest[i] & 0xff);
      }
      return key;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ChannelName other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelName that && key == that.key && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key);
  }

  @Override
  public String toString() {
    return value;
  }
}
