package dev.halley.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as it comes, without a thread that waits for it (Jakarta Servlet 6.0, section 3.7).
 *
 * <p>There is one outcome, whichever comes first: the body, or why there is none. A body that says
 * it is long is given room only as its bytes come.
 */
final class AsyncReader implements ReadListener {

  private static final Logger LOG = System.getLogger(AsyncReader.class.getName());

  private static final int FIRST_ROOM = 1024;

  private final ServletInputStream input;
  private final int maxBody;

  /** Who waits for the outcome; null once they have it. */
  private final AtomicReference<@Nullable Consumer<Upload>> waiting;

  private @Nullable Future<?> deadline;

  // Only the container's calls touch these, and they come one at a time.
  private byte[] bytes;
  private int size;

  /** What became of a body. */
  sealed interface Upload {

    /** All of it is there. */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements Upload {}

    /** There is none that could be used. */
    enum Failed implements Upload {
      /** It is longer than the limit. */
      TOO_LONG,
      /** It did not come in time. */
      LATE,
      /** It broke off, or was not what HTTP allows. */
      BROKEN
    }
  }

  /**
   * Reads nothing before {@link #begin}.
   *
   * @param maxBody the longest body that is taken, in bytes
   * @param expected how long it is said to be, in bytes; below 0 if that is not known
   * @param then gets the outcome, once, on a thread of the container or of the timer
   */
  AsyncReader(ServletInputStream input, int maxBody, long expected, Consumer<Upload> then) {
    this.input = input;
    this.maxBody = maxBody;
    this.bytes = new byte[expected < 1 || expected > FIRST_ROOM ? FIRST_ROOM : (int) expected];
    this.waiting = new AtomicReference<>(then);
  }

  /** Has the container call as the body comes. */
  void begin(ScheduledExecutorService timer, Duration time) {
    deadline = timer.schedule(this::late, time.toMillis(), TimeUnit.MILLISECONDS);
    input.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    // At the end Undertow wants to be asked once more, and Jetty says true and reads -1.
    while (waiting.get() != null && input.isReady()) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, maxBody + 1L));
      }
      int read = input.read(bytes, size, bytes.length - size);
      if (read < 0) {
        return;
      }
      size += read;
      if (size > maxBody) {
        settle(Upload.Failed.TOO_LONG);
      }
    }
  }

  @Override
  public void onAllDataRead() {
    settle(new Upload.Whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, size)));
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(Level.DEBUG, "A body broke off", failure);
    settle(Upload.Failed.BROKEN);
  }

  /** The time for the body is over. */
  void late() {
    settle(Upload.Failed.LATE);
  }

  private void settle(Upload outcome) {
    Consumer<Upload> then = waiting.getAndSet(null);
    if (then != null) {
      Future<?> wait = deadline;
      if (wait != null) {
        wait.cancel(false);
      }
      then.accept(outcome);
    }
  }
}
