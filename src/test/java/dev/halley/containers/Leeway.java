package dev.halley.containers;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** What a machine is given that has more to do than it has processors for. */
public final class Leeway {

  private Leeway() {}

  /**
   * How long something may take now.
   *
   * @param millis how long, on a machine that has nothing else to do
   */
  public static long of(long millis) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    double share = machine.getSystemLoadAverage() / machine.getAvailableProcessors();
    return (long) (millis * Math.max(1, share));
  }
}
