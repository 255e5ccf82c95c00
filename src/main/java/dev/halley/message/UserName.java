package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a user in its canonical form: what {@code from}, {@code to} and {@code /user/NAME}
 * say, so that {@code Alice} and {@code alice} are one person.
 *
 * <p>The canonical form is NFKC, then full case folding, then NFKC again (Unicode Standard, section
 * 3.13, with UAX 15). A name is one segment of a channel name, because every user has an inbox
 * {@code /user/NAME}.
 *
 * @param value the canonical form, a valid segment of a channel name
 */
public record UserName(String value) {

  /** What {@code /user/} leaves of the 255 bytes of a channel name. */
  private static final int MAX_BYTES = 249;

  /** The dotless i, which folds to itself although its upper case is the plain I. */
  private static final int DOTLESS_I = 0x131;

  /**
   * Takes a name that is in canonical form already.
   *
   * @throws IllegalArgumentException if it is not, or is no segment of a channel name
   */
  public UserName {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException(
          "expected a canonical user name that is a channel name's segment");
    }
  }

  /**
   * Puts a name as it was typed into canonical form. Empty if it cannot name a user: as typed and
   * in canonical form it must be a segment of a channel name.
   */
  public static Optional<UserName> parse(String typed) {
    return Optional.of(typed)
        .filter(ChannelName::isSegment)
        .map(UserName::canonical)
        .filter(UserName::isCanonical)
        .map(UserName::new);
  }

  /** There are a few texts whose canonical form would change once more; they name nobody. */
  private static boolean isCanonical(String text) {
    return ChannelName.isSegment(text)
        && text.getBytes(UTF_8).length <= MAX_BYTES
        && canonical(text).equals(text);
  }

  /** The inbox of this user, {@code /user/NAME}. */
  public ChannelName inbox() {
    return ChannelName.of("/user/" + value);
  }

  static String canonical(String typed) {
    String folded = fold(Normalizer.normalize(typed, Normalizer.Form.NFKC));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** Full case folding, code point by code point, so that no character's context matters. */
  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> folded.append(fold(c)));
    return folded.toString();
  }

  /** The lower case of the upper case of the lower case, with two exceptions. */
  private static String fold(int c) {
    String one = Character.toString(c);
    if (c == DOTLESS_I) {
      return one;
    }
    String upper = one.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    if (isCherokee(c)) {
      return upper;
    }
    StringBuilder folded = new StringBuilder();
    // Letter by letter: a sigma at the end of a text would become the final one.
    upper
        .codePoints()
        .mapToObj(u -> Character.toString(u).toLowerCase(Locale.ROOT))
        .forEach(folded::append);
    return folded.toString();
  }

  /** The Cherokee blocks fold to their upper case, which is the older half of the script. */
  private static boolean isCherokee(int c) {
    return (c >= 0x13A0 && c <= 0x13FD) || (c >= 0xAB70 && c <= 0xABBF);
  }

  @Override
  public String toString() {
    return value;
  }
}
