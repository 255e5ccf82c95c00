package dev.halley.bench.harm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** People who talk in a room and do no harm: they tell how long a message takes to each of them. */
final class Witnesses implements AutoCloseable {

  private static final int READERS = 20;
  private static final long PERIOD_NANOS = 50_000_000;
  private static final String ROOM = "%2Froom%2Fwitnesses";
  private static final Pattern SENT = Pattern.compile("\"data\":(\\d+)");
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
  private final List<Line> lines = new ArrayList<>();
  private final Line publisher;
  private final String token;
  private final AtomicLong heard = new AtomicLong();
  private volatile Histogram times = new ConcurrentHistogram(LONGEST_NANOS, 3);

  Witnesses(int port) throws IOException {
    publisher = new Line(port, "198.51.100.200");
    lines.add(publisher);
    token = token(publisher, "speaker");
    for (int i = 0; i < READERS; i++) {
      Line line = new Line(port, "198.51.100." + (i + 1));
      lines.add(line);
      String question =
          "token=" + token(line, "witness" + i) + "&client=w" + i + "&channel=" + ROOM;
      String cursor = line.post("/v1/poll", question).field("cursor");
      readers.execute(() -> listen(line, question, cursor));
    }
  }

  private static String token(Line line, String name) throws IOException {
    return line.post("/v1/session", "name=" + name).field("token");
  }

  private void listen(Line line, String question, String first) {
    String cursor = first;
    try {
      while (!Thread.interrupted()) {
        Line.Answer answer = line.post("/v1/poll", question + "&cursor=" + cursor);
        long now = System.nanoTime();
        cursor = answer.field("cursor");
        Matcher sent = SENT.matcher(answer.body());
        while (sent.find()) {
          times.recordValue(Math.min(LONGEST_NANOS, now - Long.parseLong(sent.group(1))));
          heard.incrementAndGet();
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  /**
   * Talks for a while, and waits until everybody has heard all of it.
   *
   * @return how long each message took to each reader, in nanoseconds from when its publisher began
   *     to send it
   */
  Histogram talk(int seconds) throws IOException {
    times = new ConcurrentHistogram(LONGEST_NANOS, 3);
    heard.set(0);
    long said = 0;
    long next = System.nanoTime();
    long end = next + TimeUnit.SECONDS.toNanos(seconds);
    while (next < end) {
      publisher.post(
          "/v1/publish", "token=" + token + "&channel=" + ROOM + "&data=" + System.nanoTime());
      said++;
      next += PERIOD_NANOS;
      LockSupport.parkNanos(next - System.nanoTime());
    }
    long patience = System.nanoTime() + LONGEST_NANOS;
    while (heard.get() < said * READERS && System.nanoTime() < patience) {
      LockSupport.parkNanos(1_000_000);
    }
    if (heard.get() != said * READERS) {
      throw new IllegalStateException(
          "expected " + said * READERS + " messages to be heard; found " + heard.get());
    }
    return times;
  }

  @Override
  public void close() {
    readers.shutdownNow();
    for (Line line : lines) {
      try {
        line.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
