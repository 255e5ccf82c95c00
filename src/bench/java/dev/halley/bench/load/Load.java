package dev.halley.bench.load;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The process that is the load: everybody who reads and publishes, on one thread. It is started by
 * {@link LoadProcess}.
 */
public final class Load {

  private static final int WARM_READERS = 1_000;
  private static final int WARM_CHANNELS = 200;
  private static final int WARM_SECONDS = 2;

  /** The part of the CPU that the compilers may have in what counts, in percent. */
  static final double MOST_COMPILING = 4;

  /** How often a row is measured until it counts in any case. */
  private static final int MOST_TIMES = 6;

  private final Stage stage;
  private final PrintStream out;
  private final int warmRequests;
  private final Set<Way> warm = new HashSet<>();

  private Load(Stage stage, PrintStream out, int warmRequests) {
    this.stage = stage;
    this.out = out;
    this.warmRequests = warmRequests;
  }

  /** Takes the server's kind, port and process, the number of requests to warm it up, and rows. */
  public static void main(String[] args) {
    ServerKind kind = ServerKind.valueOf(args[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Loop loop = new Loop(Integer.parseInt(args[1]))) {
      ServerMeter meter = new ServerMeter(Long.parseLong(args[2]));
      Stage stage = new Stage(kind, loop, meter);
      new Load(stage, out, Integer.parseInt(args[3])).measure(Rows.named(args[4]));
    } catch (BenchException e) {
      System.err.println("The load stopped: " + e.getMessage());
      System.exit(1);
    }
  }

  private void measure(List<Row> rows) {
    for (Row row : rows) {
      warmUp(row.way());
      measured(row).print(out, row.name());
    }
  }

  /**
   * Measures a row, and again if a good part of the CPU was the compilers': then the server was not
   * warm yet for what this row does.
   */
  private Sheet measured(Row row) {
    ServerMeter meter = stage.meter();
    for (int time = 1; ; time++) {
      double all = meter.cpuMicros();
      double compilers = meter.compilerMicros();
      Sheet sheet = new Sheet();
      row.measurement().run(stage, row.way(), sheet);
      double share =
          100 * (meter.compilerMicros() - compilers) / Math.max(1, meter.cpuMicros() - all);
      if (!sheet.has(Measure.CPU) || share <= MOST_COMPILING || time == MOST_TIMES) {
        sheet.note(Measure.COMPILING, share);
        return sheet;
      }
    }
  }

  /** The way on which most is measured comes first and gets all; what another one adds is less. */
  private void warmUp(Way way) {
    Way kind = new Way(way.carrier(), way.isDurable(), false, Way.POLL.hold());
    if (warm.contains(kind)) {
      return;
    }
    int requests = warm.isEmpty() ? warmRequests : warmRequests / 3;
    Sheet nowhere = new Sheet();
    // First what publishes much: a log on disk is tidied up for a while after that.
    if (way.carrier() == Carrier.POLL) {
      new PingPong(WARM_CHANNELS, WARM_SECONDS).run(stage, kind, nowhere);
    }
    new FanOut(WARM_READERS, Math.max(1, requests / WARM_READERS)).run(stage, kind, nowhere);
    warm.add(kind);
  }
}
