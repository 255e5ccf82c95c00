package dev.halley.protocol.json;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Stream;

/**
 * The wire to a page that loads its answer as a script: it sees neither status nor header, so each
 * answer is a 200 that calls its function, a problem as {@code {"error": PROBLEM}}.
 */
final class ScriptConnection implements Connection {

  private final Connection connection;
  private final Wrapping wrapping;

  ScriptConnection(Connection connection, Wrapping wrapping) {
    this.connection = connection;
    this.wrapping = wrapping;
  }

  @Override
  public boolean ready() {
    return connection.ready();
  }

  @Override
  public void answer(Answer answer) {
    boolean isProblem = answer.contentType().equals(Answer.PROBLEM);
    Frame json = isProblem ? error(answer.body()) : answer.body();
    connection.answer(
        new Answer(
            200,
            wrapping.contentType(),
            wrapping.headers(),
            wrapping.whole(json),
            answer.refusal()));
  }

  private static Frame error(Frame problem) {
    JsonBuffer json = new JsonBuffer(16 + problem.size());
    return json.ascii("{\"error\":").raw(problem.bytes()).ascii('}').frame();
  }

  @Override
  public Stream stream(Opening opening) {
    return connection.stream(opening);
  }

  @Override
  public void release() {
    connection.release();
  }

  @Override
  public void whenGone(Runnable gone) {
    connection.whenGone(gone);
  }
}
