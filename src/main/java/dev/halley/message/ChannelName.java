package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  private static final int MAX_BYTES = 255;
  private static final int MAX_SEGMENTS = 8;
  private static final int MAX_SEGMENT_CHARACTERS = 64;
  private static final Set<String> RESERVED = Set.of("meta", "service");
  private static final String USER_PREFIX = "/user/";

  private final String value;
  private final long key;

  private ChannelName(String value) {
    this.value = value;
    this.key = keyOf(value);
  }

  /**
   * Reads a name as it came in a request. It is put into NFC, and in {@code /user/NAME} the name
   * into the canonical form of {@link UserName}. Empty if that is not a channel name.
   */
  public static Optional<ChannelName> parse(String raw) {
    // NFC takes at most 3 characters into 2 bytes, so this refuses nothing that could be valid.
    if (raw.length() > 2 * MAX_BYTES) {
      return Optional.empty();
    }
    String name = isAscii(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
    if (!isValid(name)) {
      return Optional.empty();
    }
    if (!name.startsWith(USER_PREFIX)) {
      return Optional.of(new ChannelName(name));
    }
    int end = endOfUser(name);
    return UserName.parse(name.substring(USER_PREFIX.length(), end))
        .map(user -> USER_PREFIX + user.value() + name.substring(end))
        .filter(ChannelName::isValid)
        .map(ChannelName::new);
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
   * its SHA-256, the same on every node. Nobody finds a name with the key of a given one; someone
   * who tries four thousand million names finds two with the same key, see {@link Cursor#canCover}.
   */
  public long key() {
    return key;
  }

  /** The segments, in order: {@code room}, {@code lobby}. */
  String[] segments() {
    return segments(value);
  }

  /** Whether this is the user's inbox, or a channel below it. */
  public boolean isOwnedBy(UserName user) {
    int end = USER_PREFIX.length() + user.value().length();
    return value.startsWith(USER_PREFIX)
        && value.startsWith(user.value(), USER_PREFIX.length())
        && (value.length() == end || value.charAt(end) == '/');
  }

  /**
   * The user whose inbox this is; empty for any channel that is not {@code /user/NAME}. A channel
   * below an inbox belongs to the same user.
   */
  public Optional<UserName> owner() {
    return value.startsWith(USER_PREFIX)
        ? UserName.parse(value.substring(USER_PREFIX.length(), endOfUser(value)))
        : Optional.empty();
  }

  /** Whether this is {@code /user/NAME} itself: messages to it are also kept by their sender. */
  public boolean isInbox() {
    return value.startsWith(USER_PREFIX) && endOfUser(value) == value.length();
  }

  private static int endOfUser(String name) {
    int slash = name.indexOf('/', USER_PREFIX.length());
    return slash < 0 ? name.length() : slash;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValid(String name) {
    if (!name.startsWith("/") || size(name) > MAX_BYTES) {
      return false;
    }
    int segments = 0;
    int start = 1;
    while (start <= name.length()) {
      int slash = name.indexOf('/', start);
      int end = slash < 0 ? name.length() : slash;
      segments++;
      if (segments > MAX_SEGMENTS
          || !isSegment(name, start, end)
          || (segments == 1 && RESERVED.contains(name.substring(start, end)))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static int size(String name) {
    return isAscii(name) ? name.length() : name.getBytes(UTF_8).length;
  }

  private static String[] segments(String name) {
    return name.substring(1).split("/", -1);
  }

  static boolean isSegment(String text) {
    return isSegment(text, 0, text.length());
  }

  private static boolean isSegment(String text, int start, int end) {
    int characters = 0;
    int next = start;
    while (next < end) {
      int c = text.codePointAt(next);
      if (!isPlain(c) && !isLetterMarkOrDigit(c)) {
        return false;
      }
      next += Character.charCount(c);
      characters++;
    }
    return characters >= 1 && characters <= MAX_SEGMENT_CHARACTERS && !isDots(text, start, end);
  }

  /** {@code .} or {@code ..}. */
  private static boolean isDots(String text, int start, int end) {
    return end - start <= 2 && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
  }

  /** What most names are made of. */
  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.~!@$()".indexOf(c) >= 0;
  }

  /** Unicode general categories L, M and Nd. */
  private static boolean isLetterMarkOrDigit(int c) {
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
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ChannelName other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
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
