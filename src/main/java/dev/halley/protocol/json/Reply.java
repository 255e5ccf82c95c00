package dev.halley.protocol.json;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;

/** The way back to a client that waits for one answer. */
final class Reply {

  private static final Logger LOG = System.getLogger(Reply.class.getName());

  private final Connection connection;

  Reply(Connection connection) {
    this.connection = connection;
  }

  /** Answers and lets the client go. */
  void send(Answer answer) {
    connection.answer(answer);
    connection.release();
  }

  /** Answers with a problem and lets the client go. */
  void send(Problem problem) {
    send(problem.answer());
  }

  /**
   * A call-back that makes an answer of an outcome and sends it. If that fails the client is
   * answered all the same: nobody else would let it go.
   */
  <T> Consumer<T> with(Function<T, Answer> encode) {
    return outcome -> {
      Answer answer;
      try {
        answer = encode.apply(outcome);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "An answer could not be written", e);
        answer = Problem.later(Code.OVERLOADED, "the answer could not be written", 1).answer();
      }
      send(answer);
    };
  }
}
