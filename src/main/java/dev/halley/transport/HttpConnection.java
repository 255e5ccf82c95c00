package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Stream;

/** One HTTP request that wants one answer. */
final class HttpConnection implements Connection {

  private final AsyncWriter writer;

  HttpConnection(AsyncWriter writer) {
    this.writer = writer;
  }

  @Override
  public boolean ready() {
    return writer.ready();
  }

  @Override
  public void answer(Answer answer) {
    writer.answer(answer);
  }

  @Override
  public Stream stream(Opening opening) {
    return writer.stream(opening);
  }

  @Override
  public void release() {
    writer.release();
  }

  @Override
  public void whenGone(Runnable gone) {
    writer.whenGone(gone);
  }
}
