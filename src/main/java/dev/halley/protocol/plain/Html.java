package dev.halley.protocol.plain;

import dev.halley.protocol.Frame;

/**
 * Collects HTML. Whatever text or attribute value is added is escaped here and nowhere else, so
 * that nothing of what people say can become markup.
 */
final class Html {

  /** Stands in the place of what no page may hold: a terminal would obey it. */
  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder html = new StringBuilder(4096).append("<!DOCTYPE html>\n");

  /**
   * Begins an element.
   *
   * @param tag its name, of ours
   * @param attributes names, which are of ours, and values in turn
   */
  Html open(String tag, String... attributes) {
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      html.append('"');
    }
    html.append('>');
    return this;
  }

  /** Ends an element. */
  Html close(String tag) {
    html.append("</").append(tag).append(">\n");
    return this;
  }

  /** Adds a whole element that holds text. */
  Html element(String tag, String text, String... attributes) {
    open(tag, attributes);
    escape(text);
    html.append("</").append(tag).append('>');
    return this;
  }

  /** Adds text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Adds text whose line breaks stay. */
  Html lines(String text) {
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      escape(text.substring(from, end));
      html.append("<br>\n");
      from = end + 1;
    }
    escape(text.substring(from));
    return this;
  }

  /** Adds a field of a form that its user does not see. */
  Html hidden(String name, String value) {
    return open("input", "type", "hidden", "name", name, "value", value);
  }

  Html line() {
    html.append('\n');
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\n', '\t' -> html.append(c);
        default -> html.append(Character.isISOControl(c) ? REPLACEMENT : c);
      }
    }
  }

  Frame frame() {
    return Frame.of(html.toString());
  }
}
