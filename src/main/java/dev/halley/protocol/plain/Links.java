package dev.halley.protocol.plain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Web addresses in what people say.
 *
 * <p>An old browser tells each site it goes to where it comes from, whatever the page says of that,
 * and the address of a page here holds its reader's token. So a link leads to a page of our own
 * whose address holds none, and from there to the other site.
 */
final class Links {

  private static final Pattern LINK =
      Pattern.compile("\\bhttps?://[^\\s<>\"“”«»]+", Pattern.CASE_INSENSITIVE);

  /** What ends a sentence and is seldom the end of an address. */
  private static final Pattern TAIL = Pattern.compile("[.,;:!?'’)\\]}*_]+$");

  private Links() {}

  /** Whether the whole text is such an address. */
  static boolean isLink(String text) {
    return LINK.matcher(text).matches();
  }

  /** Adds text whose line breaks stay and whose web addresses are links. */
  static void add(Html html, String text) {
    Matcher link = LINK.matcher(text);
    int from = 0;
    while (link.find()) {
      String url = TAIL.matcher(link.group()).replaceFirst("");
      html.lines(text.substring(from, link.start()));
      html.element("a", url, "href", Visit.out(url), "rel", "noreferrer nofollow");
      from = link.start() + url.length();
    }
    html.lines(text.substring(from));
  }
}
