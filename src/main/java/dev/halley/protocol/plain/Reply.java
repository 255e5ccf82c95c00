package dev.halley.protocol.plain;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The way back to a browser that waits for one page.
 *
 * @param connection where it waits
 */
record Reply(Connection connection) {

  private static final Logger LOG = System.getLogger(Reply.class.getName());

  /** Answers and lets the browser go. */
  void send(Answer answer) {
    connection.answer(answer);
    connection.release();
  }

  /** Answers with a page that says what is wrong, and lets the browser go. */
  void send(Problem problem) {
    send(ProblemPage.of(problem, Map.of()).answer());
  }

  /**
   * A call-back that goes on with an outcome. If that fails the browser is answered all the same:
   * nobody else would let it go.
   */
  <T> Consumer<T> guard(Consumer<T> next) {
    return outcome -> {
      try {
        next.accept(outcome);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A page could not be written", e);
        send(Problem.later(Code.OVERLOADED, "the page could not be written", 1));
      }
    };
  }
}
