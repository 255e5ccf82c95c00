package dev.halley.auth;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which texts are written in one script (UTS 39, section 5.1), by what the Java platform knows of
 * Unicode, and show all that they are made of. What all scripts share (digits, marks, punctuation)
 * belongs to each of them; Chinese, Japanese and Korean are written in several that belong
 * together.
 */
final class Scripts {

  private static final Set<UnicodeScript> SHARED =
      EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  private static final Set<UnicodeScript> CHINESE =
      EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO);

  private static final Set<UnicodeScript> JAPANESE =
      EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

  private static final Set<UnicodeScript> KOREAN =
      EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL);

  /** Letters and marks that show nothing (Unicode Standard, Default_Ignorable_Code_Point). */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{3164}"
              + "\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}]");

  /** What is drawn over what is there already: a mark twice (UTS 39, section 5.4). */
  private static final Pattern HIDDEN_MARK = Pattern.compile("(\\p{Mn})\\1");

  private Scripts() {}

  /** Whether all of the text is of one script, or of those of one of the three languages. */
  static boolean isSingle(String text) {
    Set<UnicodeScript> found = EnumSet.noneOf(UnicodeScript.class);
    text.codePoints().mapToObj(Scripts::script).forEach(found::add);
    found.removeAll(SHARED);
    return found.size() <= 1
        || CHINESE.containsAll(found)
        || JAPANESE.containsAll(found)
        || KOREAN.containsAll(found);
  }

  /** Arabic digits are said to be everybody's, but five is a circle that passes for an o. */
  private static UnicodeScript script(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.COMMON && c > 0x7F && Character.isDigit(c)
        ? UnicodeScript.ARABIC
        : script;
  }

  /** Whether nothing in the text hides, and its digits are those of one system. */
  static boolean isVisible(String text) {
    return !INVISIBLE.matcher(text).find()
        && !HIDDEN_MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).find()
        && zeros(text) <= 1;
  }

  /** How many systems of digits there are (UTS 39, section 5.3); each is known by its zero. */
  private static long zeros(String text) {
    return text.codePoints()
        .filter(Character::isDigit)
        .map(c -> c - Character.digit(c, 10))
        .distinct()
        .count();
  }
}
