package dev.halley.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a fault for each request. The same seed gives the same faults in the same order, whichever
 * requests they then befall.
 */
final class SeededPlan implements Plan {

  /** What an old proxy takes off: nothing that Halley cannot do without. */
  private static final List<String> STRIPPED =
      List.of("Cache-Control", "X-Accel-Buffering", "Content-Length", "Origin", "Referer");

  private static final int ODDS = 14;

  private final SplittableRandom random;
  private final List<Fault> drawn = new ArrayList<>();

  SeededPlan(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized Fault next(Head request) {
    Fault fault = draw();
    drawn.add(fault);
    return fault;
  }

  /** All faults up to now, in their order. */
  synchronized List<Fault> drawn() {
    return List.copyOf(drawn);
  }

  private Fault draw() {
    return switch (random.nextInt(ODDS)) {
      case 0 -> new Fault.Drop();
      case 1 -> new Fault.CutAfterBytes(random.nextInt(4_000));
      case 2 -> new Fault.CutAfterBytes(0);
      case 3 -> new Fault.CutAfter(millis(1_000));
      case 4 -> new Fault.Delay(millis(300));
      case 5 -> new Fault.Stall(random.nextInt(4_000), millis(600));
      case 6 -> new Fault.Buffer(millis(800));
      case 7 -> new Fault.RepeatGet();
      case 8 -> new Fault.StripHeaders(STRIPPED);
      case 9 -> new Fault.HalfClose(random.nextInt(4_000));
      case 10 -> new Fault.Downgrade();
      case 11 -> new Fault.RefuseUpgrade();
      default -> new Fault.None();
    };
  }

  private Duration millis(int most) {
    return Duration.ofMillis(1 + random.nextInt(most));
  }
}
