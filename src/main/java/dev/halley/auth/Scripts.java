package dev.halley.auth;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which texts are written in one script (UTS 39, section 5.1), by what the Java platform knows of
 * Unicode. What all scripts share (digits, marks, punctuation) belongs to each of them; Chinese,
 * Japanese and Korean are written in several that belong together.
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

  private Scripts() {}

  /** Whether all of the text is of one script, or of those of one of the three languages. */
  static boolean isSingle(String text) {
    Set<UnicodeScript> found = EnumSet.noneOf(UnicodeScript.class);
    text.codePoints().mapToObj(UnicodeScript::of).forEach(found::add);
    found.removeAll(SHARED);
    return found.size() <= 1
        || CHINESE.containsAll(found)
        || JAPANESE.containsAll(found)
        || KOREAN.containsAll(found);
  }
}
