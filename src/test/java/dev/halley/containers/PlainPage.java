package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the plain chat, read as markup and not as a browser would: what is in it, and that
 * nothing is in it but what the server's own pages are made of.
 *
 * @param response the answer
 * @param html its body
 */
record PlainPage(RawResponse response, String html) {

  private static final Set<String> TAGS =
      words(
          "html head meta title link noscript body h1 form input p label a b strong small br dl dt"
              + " dd code hr script textarea");

  private static final Set<String> ATTRIBUTES =
      words(
          "lang http-equiv content name rel href class action method id type value size for rows"
              + " cols src");

  private static final Pattern TAG = Pattern.compile("<(/?)([^\\s>]*)([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s([^=\\s]+)=\"([^\"]*)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("<dt>(.*?)</dt>\\s*<dd>(.*?)</dd>", Pattern.DOTALL);

  /**
   * A message as it is shown.
   *
   * @param head who said it, and when
   * @param fresh whether the page calls it new
   */
  record Said(String head, String text, boolean fresh) {}

  /** Reads an answer; fails where it is no page as all of them must be. */
  static PlainPage of(RawResponse response) {
    assertThat(response.header("Content-Type").orElse(""))
        .as("type of %s", response)
        .isEqualToIgnoringWhitespace("text/html;charset=utf-8");
    AnswerRules.headers(response);
    isSafe(response);
    PlainPage page = new PlainPage(response, response.text());
    page.hasOnlyItsOwnMarkup();
    return page;
  }

  /** Asserts what every answer under the plain pages carries so that its address stays private. */
  static void isSafe(RawResponse response) {
    assertThat(response.header("Referrer-Policy")).contains("no-referrer");
    assertThat(response.header("X-Frame-Options")).contains("DENY");
    assertThat(response.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http");
  }

  private void hasOnlyItsOwnMarkup() {
    String body = html.substring(html.indexOf('\n'));
    Matcher tag = TAG.matcher(body);
    while (tag.find()) {
      assertThat(TAGS).as("tag %s in %s", tag.group(), html).contains(tag.group(2));
      Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
      String rest = attribute.replaceAll("");
      assertThat(rest).as("attributes of %s in %s", tag.group(), html).isBlank();
      attribute.reset();
      while (attribute.find()) {
        assertThat(ATTRIBUTES).as("attribute of %s", tag.group()).contains(attribute.group(1));
        if (attribute.group(1).equals("href")) {
          assertThat(unescaped(attribute.group(2))).doesNotMatch("(?i)\\s*(javascript|data):.*");
        }
      }
    }
    assertThat(TAG.matcher(body).replaceAll("")).doesNotContain("<", ">");
    List<String> scripts = new ArrayList<>();
    Matcher script = Pattern.compile("<script src=\"([^\"]*)\"></script>").matcher(html);
    while (script.find()) {
      scripts.add(script.group(1));
    }
    assertThat(html.split("<script", -1)).hasSize(scripts.size() + 1);
    assertThat(scripts).isSubsetOf("../halley.js", "../plain.js");
  }

  /** The fields of the form that says something, by name. */
  Map<String, String> form() {
    Map<String, String> fields = new LinkedHashMap<>();
    String form = between(html, "action=\"say\"", "</form>");
    Matcher input = Pattern.compile("<input ([^>]*)>").matcher(form);
    while (input.find()) {
      attribute(input.group(1), "name")
          .ifPresent(name -> fields.put(name, attribute(input.group(1), "value").orElse("")));
    }
    return fields;
  }

  /** The text that the form brings back. */
  String area() {
    return unescaped(between(html, "cols=\"60\">", "</textarea>")).substring(1);
  }

  /** Where a browser without scripts goes by itself, after the seconds. */
  String refresh() {
    return unescaped(between(html, "http-equiv=\"refresh\" content=\"", "\""));
  }

  /** The address behind the first link of that text. */
  String link(String text) {
    Matcher link = Pattern.compile("<a href=\"([^\"]*)\"[^>]*>([^<]*)</a>").matcher(html);
    while (link.find()) {
      if (unescaped(link.group(2)).equals(text)) {
        return unescaped(link.group(1));
      }
    }
    throw new AssertionError("no link " + text + " in " + html);
  }

  /** What is shown, as the page has it: the newest first. */
  List<Said> messages() {
    List<Said> messages = new ArrayList<>();
    Matcher message = MESSAGE.matcher(html);
    while (message.find()) {
      boolean fresh = message.group(1).contains("<strong>new</strong>");
      messages.add(new Said(text(message.group(1)), text(message.group(2)), fresh));
    }
    return messages;
  }

  List<String> texts() {
    return messages().stream().map(Said::text).toList();
  }

  /** What the page calls new, the oldest first. */
  List<String> news() {
    List<String> news =
        new ArrayList<>(messages().stream().filter(Said::fresh).map(Said::text).toList());
    Collections.reverse(news);
    return news;
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  private static String text(String markup) {
    return unescaped(markup.replaceAll("<br>\n", "\n").replaceAll("<[^>]*>", ""));
  }

  private static Optional<String> attribute(String tag, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? Optional.of(unescaped(found.group(1))) : Optional.empty();
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as("%s in %s", start, text).isNotNegative();
    int begin = from + start.length();
    return text.substring(begin, text.indexOf(end, begin));
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** A form as a browser sends it. */
  static RawRequest post(String page, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(f -> encoded(f.getKey()) + "=" + encoded(f.getValue()))
            .collect(Collectors.joining("&"));
    return RawRequest.post("/plain/" + page, body).type("application/x-www-form-urlencoded");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
