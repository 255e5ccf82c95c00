package dev.halley.protocol.plain;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page, and what all pages have.
 *
 * @param status the HTTP status
 * @param title of the window, and of bookmarks
 * @param refresh where a browser without scripts goes by itself, and when; null for nowhere
 * @param headers header fields besides those of every page
 * @param body what is between the tags of the body
 * @param refusal what it says that went wrong; null for nothing
 */
record Page(
    int status,
    String title,
    @Nullable Refresh refresh,
    Map<String, String> headers,
    Consumer<Html> body,
    Problem.@Nullable Code refusal) {

  private static final String TYPE = "text/html;charset=utf-8";

  /**
   * Scripts and styles are files of ours and nothing comes from elsewhere; a worker may be made of
   * what such a script says. An address holds the token of its reader, so no other site is told it,
   * and none may frame a page to have its buttons pressed.
   */
  private static final Map<String, String> SAFE =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; frame-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=(), payment=()",
          "X-Frame-Options",
          "DENY");

  /**
   * Where to go by itself.
   *
   * @param seconds after how long
   * @param address relative to the page
   */
  record Refresh(int seconds, String address) {}

  /** A page that stays. */
  static Page of(int status, String title, Consumer<Html> body) {
    return new Page(status, title, null, Map.of(), body, null);
  }

  /** The answer that sends the page. */
  Answer answer() {
    Html html = new Html();
    html.open("html", "lang", "en").open("head").line();
    html.open("meta", "http-equiv", "Content-Type", "content", "text/html; charset=utf-8").line();
    html.element("title", title + " - Halley").line();
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.open("meta", "name", "color-scheme", "content", "light dark").line();
    html.open("link", "rel", "icon", "href", "../icon.svg").line();
    html.open("link", "rel", "stylesheet", "href", "../css/theme.css").line();
    html.open("link", "rel", "stylesheet", "href", "../css/plain.css").line();
    if (refresh != null) {
      // A page that scripts keep up to date must not be taken away from who writes on it.
      String content = refresh.seconds() + "; URL=" + refresh.address();
      html.open("noscript").open("meta", "http-equiv", "refresh", "content", content);
      html.close("noscript");
    }
    html.close("head").open("body", "class", "plain").line();
    body.accept(html);
    html.close("body").close("html");
    return new Answer(status, TYPE, safe(headers), html.frame(), refusal);
  }

  /** Sends the browser to another page, which it asks for with GET (RFC 9110, section 15.4.4). */
  static Answer seeOther(String address) {
    return new Answer(303, TYPE, safe(Map.of("Location", address)), Frame.EMPTY);
  }

  private static Map<String, String> safe(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(SAFE);
    all.putAll(headers);
    return all;
  }
}
