package dev.halley.protocol.plain;

import dev.halley.protocol.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Says what went wrong, in a sentence for a person. */
final class ProblemPage {

  private ProblemPage() {}

  /** A page that leads back to the beginning. */
  static Page of(Problem problem, Map<String, String> headers) {
    return of(
        problem,
        headers,
        html -> {
          html.open("p").element("a", "To the beginning", "href", "./").close("p");
        });
  }

  /**
   * A page that goes on with something of the caller's.
   *
   * @param below what follows the sentence
   */
  static Page of(Problem problem, Map<String, String> headers, Consumer<Html> below) {
    Map<String, String> all = new HashMap<>(headers);
    if (problem.code().status() == 401) {
      all.put("WWW-Authenticate", "Bearer");
    }
    if (problem.retryAfter() > 0) {
      all.put("Retry-After", Integer.toString(problem.retryAfter()));
    }
    return new Page(
        problem.code().status(),
        "That did not work",
        null,
        all,
        html -> {
          html.element("h1", "That did not work").line();
          html.element("p", sentence(problem), "class", "problem").line();
          html.element("p", "In the server's words: " + problem.detail() + ".").line();
          below.accept(html);
        },
        problem.code());
  }

  private static String sentence(Problem problem) {
    return switch (problem.code()) {
      case INVALID_TOKEN, EXPIRED_TOKEN -> "Your session has ended. Choose a name to go on.";
      case TOKEN_REQUIRED -> "This is for people with a name only. Choose one to go on.";
      case NAME_TAKEN -> "That name is taken right now. Choose another one.";
      case INVALID_CHANNEL -> "There can be no room of that name.";
      case FORBIDDEN -> "You are not allowed to do that here.";
      case NOT_FOUND -> "There is no such page.";
      case MESSAGE_TOO_LARGE -> "This message is too long for this server.";
      case RATE_LIMITED -> "That was faster than this server allows. Try again in a moment.";
      case OVERLOADED -> "The server is very busy. Try again in a moment.";
      case DRAINING -> "The server is restarting. Try again in a moment.";
      case STORE_UNAVAILABLE -> "The server cannot reach its storage right now. Try again soon.";
      default -> "The server did not understand that.";
    };
  }
}
