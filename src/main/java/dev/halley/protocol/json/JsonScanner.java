package dev.halley.protocol.json;

import dev.halley.protocol.JsonBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one JSON text (RFC 8259) from front to back, as strictly as the protocol asks: no key twice
 * in an object, no lone surrogate, escaped or not, at most {@link #MAX_DEPTH} deep, nothing behind
 * the value.
 *
 * <p>A number is never turned into one: {@link #copy} hands its very digits on. That is why this is
 * no general parser: Gson's strict reader takes a number for malformed once its first digits are a
 * multiple of 2^64, or once it has 1,024 characters.
 */
final class JsonScanner {

  static final int MAX_DEPTH = 100;

  /** What stands behind the last character; no character of a JSON text outside a string. */
  private static final char END = '\0';

  private static final List<String> WORDS = List.of("true", "false", "null");

  private final String text;
  private int at;
  private int depth;

  JsonScanner(String text) {
    this.text = text;
  }

  /** What begins next: one of <code>{ [ " t f n</code>, {@code 0} for a number. */
  char next() {
    skipSpace();
    char c = current();
    if (c == '-' || isDigit(c)) {
      return '0';
    }
    if ("{[\"tfn".indexOf(c) < 0) {
      throw RefusedJson.malformed("something else where a value begins");
    }
    return c;
  }

  /** Begins an array or object. */
  void open() {
    if (++depth > MAX_DEPTH) {
      throw RefusedJson.forbidden("more than " + MAX_DEPTH + " arrays or objects in each other");
    }
    at++;
  }

  /**
   * Goes to the next element or member, or behind the end.
   *
   * @param close the bracket that ends it
   * @param first whether none was read yet
   * @return whether there is one
   */
  boolean more(char close, boolean first) {
    skipSpace();
    if (current() == close) {
      at++;
      depth--;
      return false;
    }
    if (!first) {
      expect(',');
      skipSpace();
    }
    return true;
  }

  /** Reads a member's key and the colon behind it. */
  String key(Set<String> before) {
    skipSpace();
    if (current() != '"') {
      throw RefusedJson.malformed("something else where a key begins");
    }
    String key = string();
    if (!before.add(key)) {
      throw RefusedJson.forbidden("a key twice in one object");
    }
    skipSpace();
    expect(':');
    return key;
  }

  /** Copies the value that begins next, without needless space. */
  void copy(JsonBuffer to) {
    switch (next()) {
      case '{' -> {
        open();
        to.ascii('{');
        Set<String> keys = new HashSet<>();
        for (boolean first = true; more('}', first); first = false) {
          if (!first) {
            to.ascii(',');
          }
          to.string(key(keys)).ascii(':');
          copy(to);
        }
        to.ascii('}');
      }
      case '[' -> {
        open();
        to.ascii('[');
        for (boolean first = true; more(']', first); first = false) {
          if (!first) {
            to.ascii(',');
          }
          copy(to);
        }
        to.ascii(']');
      }
      case '"' -> to.string(string());
      case '0' -> to.ascii(number());
      default -> to.ascii(word());
    }
  }

  /** Reads true, false or null. */
  String word() {
    for (String word : WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word;
      }
    }
    throw RefusedJson.malformed("something else where a value begins");
  }

  /** Reads a number and gives its digits as they stand. */
  String number() {
    int start = at;
    if (current() == '-') {
      at++;
    }
    if (current() == '0') {
      at++;
    } else {
      digits();
    }
    if (current() == '.') {
      at++;
      digits();
    }
    if (current() == 'e' || current() == 'E') {
      at++;
      if (current() == '+' || current() == '-') {
        at++;
      }
      digits();
    }
    return text.substring(start, at);
  }

  private void digits() {
    int start = at;
    while (isDigit(current())) {
      at++;
    }
    if (at == start) {
      throw RefusedJson.malformed("a number without a digit");
    }
  }

  /** Reads a string and gives what it says. */
  String string() {
    int start = ++at;
    StringBuilder said = null;
    while (true) {
      if (at == text.length()) {
        throw RefusedJson.malformed("a string without an end");
      }
      char c = text.charAt(at);
      if (c == '"') {
        String rest = text.substring(start, at++);
        return withoutLoneSurrogate(said == null ? rest : said.append(rest).toString());
      }
      if (c < ' ') {
        throw RefusedJson.malformed("a control character in a string");
      }
      if (c == '\\') {
        if (said == null) {
          said = new StringBuilder();
        }
        said.append(text, start, at);
        at++;
        said.append(escaped());
        start = at;
      } else {
        at++;
      }
    }
  }

  private char escaped() {
    char c = current();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw RefusedJson.malformed("an escape that JSON does not have");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = current();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw RefusedJson.malformed("an escape that JSON does not have");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private static String withoutLoneSurrogate(String said) {
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < said.length()
                && Character.isLowSurrogate(said.charAt(i + 1));
        if (!pair) {
          throw RefusedJson.forbidden("a lone surrogate");
        }
        i++;
      }
    }
    return said;
  }

  /** Makes sure that nothing stands behind the value. */
  void end() {
    skipSpace();
    if (at < text.length()) {
      throw RefusedJson.malformed("something behind the value");
    }
  }

  private void expect(char c) {
    if (current() != c) {
      throw RefusedJson.malformed("no " + c + " where one belongs");
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
