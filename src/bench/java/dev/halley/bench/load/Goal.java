package dev.halley.bench.load;

/**
 * What one figure of Halley's is held against.
 *
 * @param kind whose figure it is divided by
 * @param row the row of that figure; empty for none, the figure counts by itself
 * @param most the most that the ratio, or the figure, may be; infinite where nothing is asked
 */
record Goal(ServerKind kind, String row, double most) {

  private static final double BARE = 1.15;
  private static final double BARE_HEAP = 1.25;
  private static final double DURABLE = 1.10;
  private static final double OPEN_WIRE = 0.5;
  private static final double GROWTH = 1.15;
  private static final double PUBLISH_MILLIS = 50;
  private static final double IDLE_PERCENT = 2;
  private static final double HEAP_GROWTH_PERCENT = 5;

  /** The goal of a figure; docs/performance.md tells where they come from. */
  static Goal of(Row row, Measure measure) {
    String name = row.name();
    boolean isShown = measure == Measure.P50;
    return switch (measure) {
      case CORE -> new Goal(ServerKind.HALLEY, "", IDLE_PERCENT);
      case GROWTH -> new Goal(ServerKind.HALLEY, "", HEAP_GROWTH_PERCENT);
      case HEAP -> new Goal(ServerKind.TWO_PHASE, name, BARE_HEAP);
      default -> {
        if (name.startsWith(Rows.READERS)) {
          yield new Goal(ServerKind.HALLEY, Rows.READERS + "100", growth(measure));
        }
        if (name.startsWith(Rows.CHANNELS)) {
          yield new Goal(ServerKind.HALLEY, Rows.CHANNELS + "200", growth(measure));
        }
        if (name.startsWith(Rows.SPREAD)) {
          yield new Goal(ServerKind.HALLEY, Rows.SPREAD + "1", growth(measure));
        }
        if (row.measurement() instanceof Publishes) {
          boolean counts = measure == Measure.P99;
          yield new Goal(ServerKind.HALLEY, "", counts ? PUBLISH_MILLIS : Double.POSITIVE_INFINITY);
        }
        if (row.way().carrier() != Carrier.POLL) {
          boolean counts = measure == Measure.CPU;
          yield new Goal(
              ServerKind.HALLEY, before(name), counts ? OPEN_WIRE : Double.POSITIVE_INFINITY);
        }
        if (row.way().isDurable()) {
          yield new Goal(ServerKind.HALLEY, before(name), DURABLE);
        }
        yield new Goal(ServerKind.TWO_PHASE, name, isShown ? Double.POSITIVE_INFINITY : BARE);
      }
    };
  }

  /** The time to the last of more readers is longer, and nobody asks for less. */
  private static double growth(Measure measure) {
    return measure == Measure.CPU ? GROWTH : Double.POSITIVE_INFINITY;
  }

  /** The row of the same name without what follows the hyphen: by polls, with the log in memory. */
  private static String before(String name) {
    int hyphen = name.indexOf('-');
    return hyphen < 0 ? name : name.substring(0, hyphen);
  }

  boolean isAlone() {
    return row.isEmpty();
  }

  boolean isAsked() {
    return most != Double.POSITIVE_INFINITY;
  }
}
