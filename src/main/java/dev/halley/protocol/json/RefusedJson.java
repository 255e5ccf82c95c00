package dev.halley.protocol.json;

/** The text is not JSON as this server takes it. Never leaves the package: it ends as a problem. */
final class RefusedJson extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What JSON must look like, for error messages. */
  static final String EXPECTED =
      "JSON (RFC 8259) in UTF-8, nested at most "
          + JsonTokens.MAX_DEPTH
          + " deep, no key twice in an object, no lone surrogate";

  private final boolean malformed;

  private RefusedJson(String found, boolean malformed) {
    super(found, null, false, false);
    this.malformed = malformed;
  }

  /** The text does not follow the grammar: to a lenient eye it may be no JSON at all. */
  static RefusedJson malformed(String found) {
    return new RefusedJson(found, true);
  }

  /** The text follows the grammar so far and breaks a rule of this server's. */
  static RefusedJson forbidden(String found) {
    return new RefusedJson(found, false);
  }

  boolean isMalformed() {
    return malformed;
  }

  /** What was found, without a word of the text itself. */
  String found() {
    return String.valueOf(getMessage());
  }
}
