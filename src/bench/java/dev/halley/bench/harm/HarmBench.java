package dev.halley.bench.harm;

import dev.halley.bench.load.BenchException;
import dev.halley.bench.load.BenchServer;
import dev.halley.bench.load.Machine;
import dev.halley.bench.load.ServerMeter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Tells for each attack how long people who are not attacked wait for a message, before and during
 * it, and what it leaves in memory. Each has a server of its own, as it is shipped, on a core of
 * its own; witnesses and attackers share the others.
 */
public final class HarmBench {

  /** Until a JVM is warm enough for two figures of one run to be compared. */
  private static final int WARM_SECONDS = 15;

  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final double NANOS_OF_A_MILLI = 1_000_000;
  private static final double BYTES_OF_A_MEBI = 1 << 20;

  private HarmBench() {}

  /** Runs the bench; it ends with 1 if something is missing, which is said. */
  public static void main(String[] args) {
    try {
      System.out.println(
          "| attack | p50, ms: quiet | under attack | p99, ms: quiet | under attack | live heap,"
              + " MiB: quiet | under attack | afterwards |\n|---|---|---|---|---|---|---|---|");
      Machine machine = Machine.here();
      machine.moveLoad();
      for (Attack attack : Attacks.all()) {
        System.out.println(row(attack, machine));
      }
    } catch (BenchException e) {
      System.err.println("The bench stopped: " + e.getMessage());
      System.exit(1);
    }
  }

  private static String row(Attack attack, Machine machine) {
    try (BenchServer server = BenchServer.startAsShipped(machine);
        Witnesses witnesses = new Witnesses(server.port())) {
      ServerMeter meter = new ServerMeter(server.pid());
      witnesses.talk(WARM_SECONDS);
      Histogram quiet = witnesses.talk(SECONDS);
      double heap = meter.liveHeap();
      AutoCloseable going = attack.work().begin(server.port());
      Histogram attacked = witnesses.talk(SECONDS);
      double heapThen = meter.liveHeap();
      going.close();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      return String.format(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f |",
          attack.name(),
          quiet.getValueAtPercentile(50) / NANOS_OF_A_MILLI,
          attacked.getValueAtPercentile(50) / NANOS_OF_A_MILLI,
          quiet.getValueAtPercentile(99) / NANOS_OF_A_MILLI,
          attacked.getValueAtPercentile(99) / NANOS_OF_A_MILLI,
          heap / BYTES_OF_A_MEBI,
          heapThen / BYTES_OF_A_MEBI,
          meter.liveHeap() / BYTES_OF_A_MEBI);
    } catch (BenchException e) {
      throw e;
    } catch (Exception e) {
      throw new BenchException(attack.name() + ": " + e, e);
    }
  }
}
