package dev.halley.bench.load;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was measured of one row. */
final class Sheet {

  /** What a figure's line begins with, for {@link LoadProcess}. */
  static final String FIGURE = "figure ";

  private final Map<Measure, Double> figures = new EnumMap<>(Measure.class);

  void note(Measure measure, Number value) {
    figures.put(measure, value.doubleValue());
  }

  /** The CPU per delivered message, what was lost and what came twice. */
  void noteDeliveries(Crowd crowd, double cpuMicros) {
    Tally tally = crowd.tally();
    note(Measure.CPU, cpuMicros / Math.max(1, tally.delivered()));
    note(Measure.LOST, tally.lost() + crowd.missing());
    note(Measure.REPEATED, tally.repeated());
  }

  /** Whether there is a figure of this kind. */
  boolean has(Measure measure) {
    return figures.containsKey(measure);
  }

  /** A line for each figure. */
  void print(PrintStream out, String row) {
    figures.forEach(
        (measure, value) ->
            out.println(FIGURE + String.format(Locale.ROOT, "%s %s %.4f", row, measure, value)));
  }
}
