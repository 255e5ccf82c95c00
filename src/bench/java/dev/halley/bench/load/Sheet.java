package dev.halley.bench.load;

import java.io.PrintStream;
import java.util.Locale;

/** Where the load writes down what it measured: a line for each figure, for {@link LoadProcess}. */
final class Sheet {

  /** What a figure's line begins with. */
  static final String FIGURE = "figure ";

  private final PrintStream out;
  private final String row;

  Sheet(PrintStream out, String row) {
    this.out = out;
    this.row = row;
  }

  void note(Measure measure, Number value) {
    out.println(
        FIGURE + String.format(Locale.ROOT, "%s %s %.4f", row, measure, value.doubleValue()));
  }

  /** The CPU per delivered message, what was lost and what came twice. */
  void noteDeliveries(Crowd crowd, double cpuMicros) {
    Tally tally = crowd.tally();
    note(Measure.CPU, cpuMicros / Math.max(1, tally.delivered()));
    note(Measure.LOST, tally.lost() + crowd.missing());
    note(Measure.REPEATED, tally.repeated());
  }
}
