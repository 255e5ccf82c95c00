package dev.halley.cost;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Closing;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Socket;
import dev.halley.protocol.Stream;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client's end of any carrier that takes everything and allocates nothing. */
final class CountingWire implements Connection, Stream, Socket {

  private final Semaphore arrived;
  private volatile @Nullable Frame last;
  private volatile int status;

  /** Tells the semaphore of each answer and each frame. */
  CountingWire(Semaphore arrived) {
    this.arrived = arrived;
  }

  /** What came last, as text. */
  String text() {
    return Objects.requireNonNull(last, "nothing has come").text();
  }

  int status() {
    return status;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void answer(Answer answer) {
    status = answer.status();
    last = answer.body();
  }

  @Override
  public Stream stream(Opening opening) {
    status = opening.head().status();
    return this;
  }

  @Override
  public void send(Frame frame) {
    last = frame;
    arrived.release();
  }

  @Override
  public void send(Frame frame, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      last = frame;
      arrived.release();
    }
  }

  /** A poll's answer is on its way; a stream's end is not waited for. */
  @Override
  public void release() {
    arrived.release();
  }

  @Override
  public void close(Closing why) {
    // At the end of a test. Sooner, and what it is waited for would not come.
  }

  @Override
  public void whenGone(Runnable gone) {
    // It stays.
  }
}
