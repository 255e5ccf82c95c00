package dev.halley.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * So many messages a second from some connections, one under way on each at a time, and nobody who
 * reads. A message is timed from when it is due, so what waits for a free connection counts as
 * waiting for the server.
 *
 * @param connections how many
 * @param rate messages a second, over all
 * @param channels over how many they are spread
 * @param seconds how long, after half of that to warm up
 */
record Publishes(int connections, int rate, int channels, int seconds) implements Row.Measurement {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Source source = new Source(stage, way);
    source.run(seconds / 2 + 1);
    source.latency.reset();
    double before = stage.meter().cpuMicros();
    source.run(seconds);
    double cpu = stage.meter().cpuMicros() - before;
    sheet.note(Measure.CPU, cpu / Math.max(1, source.latency.getTotalCount()));
    sheet.note(Measure.P50, source.latency.getValueAtPercentile(50) / 1e6);
    sheet.note(Measure.P99, source.latency.getValueAtPercentile(99) / 1e6);
    source.publishers.forEach(Publisher::close);
  }

  /** Who publishes, and what is due. */
  private final class Source {

    private final Loop loop;
    private final String[] rooms = new String[channels];
    private final List<Publisher> publishers = new ArrayList<>();
    private final long[] due = new long[connections];
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Long> overdue = new ArrayDeque<>();
    private final Histogram latency = new Histogram(2 * PATIENCE_NANOS, 3);
    private int number;

    Source(Stage stage, Way way) {
      loop = stage.loop();
      String room = stage.room();
      for (int i = 0; i < channels; i++) {
        rooms[i] = room + i;
      }
      Dialect dialect = stage.dialect(way, connections);
      for (int i = 0; i < connections; i++) {
        int own = i;
        publishers.add(new Publisher(loop, dialect, own, () -> answered(own)));
        free.add(own);
      }
      require(loop.await(() -> publishers.stream().allMatch(Publisher::isOpen), PATIENCE_NANOS));
    }

    private void answered(int publisher) {
      latency.recordValue(System.nanoTime() - due[publisher]);
      free.add(publisher);
    }

    /** Publishes for so long, and waits for the answers. */
    void run(int time) {
      long period = 1_000_000_000L / rate;
      long now = System.nanoTime();
      long next = now;
      long end = now + time * 1_000_000_000L;
      while (now < end) {
        for (; next <= now; next += period) {
          overdue.add(next);
        }
        publish();
        loop.pause(Math.min(next, end) - System.nanoTime());
        now = System.nanoTime();
      }
      require(
          loop.await(
              () -> {
                publish();
                return free.size() == connections;
              },
              PATIENCE_NANOS));
    }

    private void publish() {
      while (!overdue.isEmpty() && !free.isEmpty()) {
        int publisher = free.remove();
        due[publisher] = overdue.remove();
        publishers.get(publisher).publish(rooms[number % channels], ++number);
      }
    }

    private static void require(boolean isDone) {
      if (!isDone) {
        throw new BenchException("the server did not answer all that was published within 30 s");
      }
    }
  }
}
