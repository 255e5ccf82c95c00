package dev.halley.protocol.json;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import java.util.Map;

/**
 * What a carrier puts around answers that are JSON.
 *
 * @param contentType the media type of the response
 * @param opening what the response begins with, ASCII
 * @param before what each answer begins with, ASCII
 * @param after what each answer ends with, ASCII
 * @param beat what is sent while there is nothing to say, ASCII; clients ignore it
 * @param isScript whether the answers stand in a script, so that refusals must too, with status 200
 * @param headers header fields besides those of every answer
 */
record Wrapping(
    String contentType,
    String opening,
    String before,
    String after,
    String beat,
    boolean isScript,
    Map<String, String> headers) {

  /** An answer and nothing else; JSON may begin with spaces. */
  static final Wrapping NONE = new Wrapping(Answer.JSON, "", "", "", " ", false, Map.of());

  /** So much must have come before an old browser shows a frame that goes on: 2 KiB. */
  private static final int FRAME_PADDING = 2048;

  private static final String FRAME_HEAD =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title></title></head><body>\n"
          + " ".repeat(FRAME_PADDING)
          + "\n";

  /**
   * A line for each answer, an empty one for a beat.
   *
   * @param padding how many spaces a first line has; 0 for no such line
   */
  static Wrapping lines(int padding) {
    String opening = padding == 0 ? "" : " ".repeat(padding) + "\n";
    return new Wrapping("application/x-ndjson", opening, "", "\n", "\n", false, Map.of());
  }

  /**
   * A call of the page's function, so that another domain's page can load the answer as a script.
   */
  static Wrapping jsonp(String callback) {
    // What the response begins with is ours, so that it is no file of another kind.
    return new Wrapping(
        "application/javascript; charset=utf-8", "/**/", callback + "(", ");", " ", true, Map.of());
  }

  /**
   * A document that calls a function of the page around it for each answer, and can do nothing
   * else.
   *
   * @param nonce that nobody can guess: its scripts alone run (CSP Level 3, section 6.6.2.3)
   */
  static Wrapping frame(String callback, String nonce) {
    return new Wrapping(
        "text/html; charset=utf-8",
        FRAME_HEAD,
        "<script nonce=\"" + nonce + "\">parent." + callback + "(",
        ")</script>\n",
        "\n",
        true,
        Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'nonce-"
                + nonce
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
            // Its address may hold a token.
            "Referrer-Policy",
            "no-referrer"));
  }

  /** The JSON with what stands around it. */
  Frame around(Frame json) {
    return around("", json);
  }

  /** The JSON as all that the response says. */
  Frame whole(Frame json) {
    return around(opening, json);
  }

  private Frame around(String first, Frame json) {
    int size = first.length() + before.length() + json.size() + after.length();
    JsonBuffer text = new JsonBuffer(size).ascii(first).ascii(before);
    if (isScript) {
      text.script(json.bytes());
    } else {
      text.raw(json.bytes());
    }
    return text.ascii(after).frame();
  }
}
