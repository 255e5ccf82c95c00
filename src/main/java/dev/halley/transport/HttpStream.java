package dev.halley.transport;

import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Stream;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
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
 * more to say why it ends.
 */
final class HttpStream implements Stream {

  private final AsyncWriter writer;
  private final Opening opening;
  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private volatile boolean idle;
  private volatile boolean beatIsDue;
  private volatile @Nullable Future<?> heart;

  /** The head was written before the first turn comes here. Belongs to the turn. */
  private boolean unflushed = true;

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
    } else if (idle) {
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
    return idle && !writer.isOver();
  }

  @Override
  public void send(Frame frame) {
    idle = false;
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
      Frame next = frames.poll();
      if (next == null && beatIsDue) {
        beatIsDue = false;
        next = opening.beat();
      }
      if (next != null) {
        output.write(next.bytes());
        unflushed = true;
      } else if (unflushed) {
        unflushed = false;
        output.flush();
      } else {
        settle();
        return true;
      }
    }
    return false;
  }

  private void settle() {
    if (!idle) {
      idle = true;
      opening.writable().run();
    }
  }
}
