package dev.halley.bench.store;

import dev.halley.message.ChannelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a durable message costs the same however many are stored: appends messages to one
 * channel, in ten parts, and reads pages from anywhere among them after each part. Then the log is
 * opened once more. The log runs in this process, without a server around it.
 *
 * <p>{@code bench.messages} says how many, 1,000,000 if nothing else is said; {@code bench.folder}
 * where, and what is there is removed afterwards.
 */
public final class GrowthBench {

  private static final ChannelName ROOM = ChannelName.of("/room/growth");
  private static final int PARTS = 10;
  private static final int WARM_UP = 300_000;
  private static final int PAGES = 5_000;
  private static final double MOST_GROWTH = 1.15;
  private static final double MOST_PAGE_MILLIS = 5;
  private static final double MOST_OPEN_MILLIS = 3_000;

  private final Path folder;
  private final long messages;
  private final List<Log.Cost> appends = new ArrayList<>();
  private final List<Log.Cost> reads = new ArrayList<>();

  private GrowthBench(Path folder, long messages) {
    this.folder = folder;
    this.messages = messages;
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Path parent = Path.of(System.getProperty("bench.folder", System.getProperty("java.io.tmpdir")));
    Path folder = Files.createTempDirectory(parent, "halley-growth");
    try {
      new GrowthBench(folder, Long.getLong("bench.messages", 1_000_000)).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    try (Log log = new Log(folder.resolve("warm-up"))) {
      log.append(WARM_UP, ROOM);
      log.readPages(ROOM, PAGES);
    }
    Path data = folder.resolve("data");
    print(
        "%12s %16s %14s %16s %14s %8s%n",
        "stored", "CPU/append, us", "p99, ms", "CPU/page, us", "p99, ms", "MiB");
    try (Log log = new Log(data)) {
      for (int part = 1; part <= PARTS; part++) {
        Log.Cost append = log.append(messages / PARTS, ROOM);
        Log.Cost read = log.readPages(ROOM, PAGES);
        appends.add(append);
        reads.add(read);
        print(
            "%,12d %16.2f %14.2f %16.2f %14.2f %8d%n",
            part * (messages / PARTS),
            append.cpuMicros(),
            append.latencies().millis(0.99),
            read.cpuMicros(),
            read.latencies().millis(0.99),
            log.bytes() >> 20);
      }
    }
    conclude(data);
  }

  private void conclude(Path data) throws IOException {
    long start = System.nanoTime();
    try (Log log = new Log(data)) {
      goal("open, ms", (System.nanoTime() - start) / 1e6, MOST_OPEN_MILLIS);
      goal(
          "first page after it, ms",
          log.readPages(ROOM, 1).latencies().millis(1),
          MOST_PAGE_MILLIS);
      goal(
          "a page from anywhere, p99, ms",
          log.readPages(ROOM, PAGES).latencies().millis(0.99),
          MOST_PAGE_MILLIS);
    }
    goal("CPU of an append, last half to first", growth(appends), MOST_GROWTH);
    goal("CPU of a page, last half to first", growth(reads), MOST_GROWTH);
  }

  /** The median cost of the second half of the parts, divided by that of the first. */
  private static double growth(List<Log.Cost> costs) {
    return median(costs.subList(PARTS / 2, PARTS)) / median(costs.subList(0, PARTS / 2));
  }

  private static double median(List<Log.Cost> costs) {
    return costs.stream().mapToDouble(Log.Cost::cpuMicros).sorted().toArray()[costs.size() / 2];
  }

  private static void goal(String what, double value, double most) {
    print("%s: %.2f, at most %.2f: %s%n", what, value, most, value <= most ? "holds" : "FAILS");
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
