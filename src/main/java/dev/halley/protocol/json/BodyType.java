package dev.halley.protocol.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body is, by its media type. */
enum BodyType {
  /** JSON: also when untyped or {@code text/plain}, as old browsers send it across domains. */
  JSON,
  /** A form, percent-encoded. */
  FORM,
  /** Anything else, or in another charset than UTF-8. */
  OTHER;

  /** What is taken, for error messages. */
  static final String EXPECTED =
      "application/json, text/plain, none or application/x-www-form-urlencoded, in UTF-8";

  /**
   * Reads a Content-Type header field (RFC 9110, section 8.3).
   *
   * @param header the field's value; null for none
   */
  static BodyType of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return JSON;
    }
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    if (semicolon >= 0 && !isUtf8(header, semicolon)) {
      return OTHER;
    }
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "application/json", "text/plain" -> JSON;
      case "application/x-www-form-urlencoded" -> FORM;
      default -> OTHER;
    };
  }

  /** Whether the parameters name no charset but UTF-8. */
  private static boolean isUtf8(String header, int semicolon) {
    String rest = header.substring(semicolon).toLowerCase(Locale.ROOT);
    for (String parameter : rest.split(";", -1)) {
      String stripped = parameter.strip();
      if (stripped.startsWith("charset=")) {
        String charset = stripped.substring("charset=".length()).replace("\"", "");
        if (!charset.equals("utf-8") && !charset.equals("utf8")) {
          return false;
        }
      }
    }
    return true;
  }
}
