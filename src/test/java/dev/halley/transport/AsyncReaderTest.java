package dev.halley.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.transport.AsyncReader.Upload;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncReaderTest {

  private static final int MAX = 5000;

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final List<Upload> outcomes = new ArrayList<>();
  private final Input input = new Input();
  private final AsyncReader reader = new AsyncReader(input, MAX, -1, outcomes::add);

  @BeforeEach
  void begin() {
    timer.setRemoveOnCancelPolicy(true);
    reader.begin(timer, Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static byte[] body(Upload upload) {
    return ((Upload.Whole) upload).bytes();
  }

  @Test
  void bodyThatComesInPiecesIsReadWhole() throws IOException {
    input.comes("ab");
    reader.onDataAvailable();
    input.comes("c".repeat(3000));
    input.comes("d");
    reader.onDataAvailable();
    assertThat(outcomes).isEmpty();

    reader.onAllDataRead();

    assertThat(new String(body(outcomes.get(0)), UTF_8)).isEqualTo("ab" + "c".repeat(3000) + "d");
    assertThat(timer.getQueue()).as("nobody waits any more").isEmpty();
  }

  @Test
  void emptyBodyIsABody() {
    reader.onAllDataRead();

    assertThat(body(outcomes.get(0))).isEmpty();
  }

  @Test
  void bodyOfTheLimitIsTakenOneByteMoreIsNot() throws IOException {
    input.comes("x".repeat(MAX));
    reader.onDataAvailable();
    assertThat(outcomes).isEmpty();
    input.comes("x");
    input.comes("y".repeat(100));

    reader.onDataAvailable();

    assertThat(outcomes).containsExactly(Upload.Failed.TOO_LONG);
    assertThat(input.left()).as("the rest is not read").isEqualTo(100);
  }

  @Test
  void bodyThatSaysItIsLongGetsNoRoomBeforeItComes() throws IOException {
    AsyncReader bold = new AsyncReader(input, Integer.MAX_VALUE, Integer.MAX_VALUE, outcomes::add);
    input.comes("short");
    bold.onDataAvailable();
    bold.onAllDataRead();

    assertThat(body(outcomes.get(0))).hasSize(5);
  }

  @Test
  void bodyThatBreaksOffIsOver() {
    reader.onError(new IOException("reset"));
    reader.onAllDataRead();

    assertThat(outcomes).containsExactly(Upload.Failed.BROKEN);
  }

  @Test
  void lateBodyIsNotReadOn() throws IOException {
    input.comes("half");
    reader.onDataAvailable();
    reader.late();
    input.comes("rest");
    reader.onDataAvailable();
    reader.onAllDataRead();

    assertThat(outcomes).containsExactly(Upload.Failed.LATE);
    assertThat(input.left()).isEqualTo(4);
  }

  @Test
  void timeForABodyEnds() {
    List<Upload> late = new java.util.concurrent.CopyOnWriteArrayList<>();
    new AsyncReader(input, MAX, 10, late::add).begin(timer, Duration.ofMillis(1));

    Awaitility.await().until(() -> !late.isEmpty());
    assertThat(late).containsExactly(Upload.Failed.LATE);
  }

  /** A stream that has what a test lets come. */
  private static final class Input extends ServletInputStream {
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private boolean ready;

    void comes(String text) {
      pieces.add(text.getBytes(UTF_8));
    }

    int left() {
      return pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    @Override
    public boolean isReady() {
      ready = !pieces.isEmpty();
      return ready;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (!ready) {
        throw new IllegalStateException("read without isReady");
      }
      ready = false;
      byte[] piece = pieces.remove();
      int count = Math.min(length, piece.length);
      System.arraycopy(piece, 0, bytes, from, count);
      if (count < piece.length) {
        byte[] rest = java.util.Arrays.copyOfRange(piece, count, piece.length);
        List<byte[]> others = List.copyOf(pieces);
        pieces.clear();
        pieces.add(rest);
        pieces.addAll(others);
      }
      return count;
    }

    @Override
    public int read() {
      throw new AssertionError("byte by byte");
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      // The test makes the calls itself.
    }
  }
}
