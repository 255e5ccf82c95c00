package dev.halley.bench.load;

import java.nio.ByteBuffer;

/** Someone who publishes over a connection of their own, one message after the other. */
final class Publisher implements Ear {

  private static final int OK = 200;

  private final Loop loop;
  private final Dialect dialect;
  private final int user;
  private final Runnable onAnswer;
  private final Wire wire;
  private boolean open;
  private int unanswered;

  Publisher(Loop loop, Dialect dialect, int user) {
    this(loop, dialect, user, () -> {});
  }

  /**
   * As the other.
   *
   * @param onAnswer what to do when a message was taken
   */
  Publisher(Loop loop, Dialect dialect, int user, Runnable onAnswer) {
    this.onAnswer = onAnswer;
    this.loop = loop;
    this.dialect = dialect;
    this.user = user;
    wire = loop.connect(this);
  }

  boolean isOpen() {
    return open;
  }

  /** How many messages were sent and not yet answered for. */
  int unanswered() {
    return unanswered;
  }

  void publish(String channel, int number) {
    unanswered++;
    ByteBuffer out = loop.out();
    dialect.publish(out, user, channel, number);
    wire.send(out.flip());
  }

  void close() {
    wire.close();
  }

  @Override
  public void opened(Wire opened) {
    open = true;
  }

  @Override
  public void answer(Wire on, int status, byte[] bytes, int from, int to) {
    unanswered--;
    if (status != OK) {
      throw new BenchException(
          "expected a message to be taken; found " + status + " " + Text.show(bytes, from, to));
    }
    onAnswer.run();
  }

  @Override
  public void later(Wire on) {
    throw new IllegalStateException("a publisher asks for nothing");
  }

  @Override
  public void text(Wire on, byte[] bytes, int from, int to) {
    throw new IllegalStateException("a publisher reads nothing");
  }

  @Override
  public void ended(Wire on) {
    throw new IllegalStateException("a publisher reads nothing");
  }
}
