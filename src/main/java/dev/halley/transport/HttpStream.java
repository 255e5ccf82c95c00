package dev.halley.transport;

import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Stream;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response that goes on: frames wait here until the turn of its {@link AsyncWriter} pours them
 * out, each batch followed by a flush.
 *
 * <p>The queue needs no bound of its own: a delivery sends only to a stream that is ready, and once
 * more to say why it ends. A long frame goes out in pieces, each when the wire takes it, because a
 * container copies what a slow client has not taken yet.
 */
final class HttpStream implements Stream {

  /** The most that a container is given at once, in bytes. */
  static final int PIECE = 32 * 1024;

  private final AsyncWriter writer;
  private final Opening opening;
  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

  /** All that was taken from the queue is with the container, and it takes more. */
  private volatile boolean settled;

  /** Somebody found the stream not ready and wants to be told. */
  private volatile boolean awaited;

  private volatile boolean beatIsDue;
  private volatile @Nullable Future<?> heart;

  // What follows belongs to the turn. The head was written before the first one comes here.
  private boolean unflushed = true;
  private @Nullable Frame current;
  private int done;

  HttpStream(AsyncWriter writer, Opening opening) {
    this.writer = writer;
    this.opening = opening;
  }

  /** Begins to beat, until the stream is over. */
  void begin(ScheduledExecutorService timer) {
    long millis = opening.every().toMillis();
    heart = timer.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A beat is only for a wire that has nothing else to carry: not for one that is stuck. */
  private void beat() {
    if (writer.isOver()) {
      stopBeating();
    } else if (isIdle()) {
      beatIsDue = true;
      writer.go();
    }
  }

  void stopBeating() {
    Future<?> beating = heart;
    if (beating != null) {
      beating.cancel(false);
    }
  }

  @Override
  public boolean ready() {
    if (isIdle()) {
      return true;
    }
    awaited = true;
    // If it has become idle meanwhile, nobody may have seen the note.
    return isIdle();
  }

  private boolean isIdle() {
    return settled && frames.isEmpty() && !writer.isOver();
  }

  @Override
  public void send(Frame frame) {
    frames.add(frame);
    writer.go();
  }

  @Override
  public void release() {
    writer.release();
  }

  /**
   * Writes what there is, in the writer's turn.
   *
   * @return whether all is out and the wire takes more
   */
  boolean pour(ServletOutputStream output) throws IOException {
    while (output.isReady()) {
      if (take()) {
        writePiece(output);
      } else if (unflushed) {
        unflushed = false;
        output.flush();
      } else {
        settle();
        return true;
      }
    }
    settled = false;
    return false;
  }

  /** Whether there is something to write. */
  private boolean take() {
    if (current == null && !frames.isEmpty()) {
      // First: or the queue would be empty, and the stream look idle, while the frame is on its
      // way.
      settled = false;
      current = frames.poll();
    }
    if (current == null && beatIsDue) {
      beatIsDue = false;
      current = opening.beat();
    }
    return current != null;
  }

  private void writePiece(ServletOutputStream output) throws IOException {
    Frame frame = Objects.requireNonNull(current);
    int length = Math.min(PIECE, frame.size() - done);
    output.write(frame.bytes(), done, length);
    unflushed = true;
    done += length;
    if (done == frame.size()) {
      current = null;
      done = 0;
    }
  }

  private void settle() {
    settled = true;
    if (awaited) {
      awaited = false;
      opening.writable().run();
    }
  }
}
