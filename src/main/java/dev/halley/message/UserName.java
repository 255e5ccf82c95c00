package dev.halley.message;

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

  /** The dotless i, which folds to itself although its upper case is the plain I. */
  private static final int DOTLESS_I = 0x131;

  /** The Cherokee blocks fold to their upper case, which is the older half of the script. */
  private static boolean isCherokee(int c) {
    return (c >= 0x13A0 && c <= 0x13FD) || (c >= 0xAB70 && c <= 0xABBF);
  }

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

  /** Puts a name as it was typed into canonical form; empty if that cannot name a user. */
  public static Optional<UserName> parse(String typed) {
    if (typed.length() > ChannelName.MAX_BYTES) {
      return Optional.empty();
    }
    String canonical = canonical(typed);
    return isCanonical(canonical) ? Optional.of(new UserName(canonical)) : Optional.empty();
  }

  /** There are a few texts whose canonical form would change once more; they name nobody. */
  private static boolean isCanonical(String text) {
    return ChannelName.isSegment(text) && canonical(text).equals(text);
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
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              if (c == DOTLESS_I) {
                folded.append(one);
              } else if (isCherokee(c)) {
                folded.append(one.toUpperCase(Locale.ROOT));
              } else {
                String upper = one.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
                // Lower case letter by letter: a whole word would end in the final sigma.
                upper
                    .codePoints()
                    .forEach(u -> folded.append(Character.toString(u).toLowerCase(Locale.ROOT)));
              }
            });
    return folded.toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
