package dev.halley.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many bytes the calling thread and Halley's own threads have allocated, by the JVM's books.
 */
final class Allocations {

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Set<Long> others;

  /** Leaves out whatever threads there are now, but the calling one. */
  Allocations() {
    others =
        Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet());
    others.remove(Thread.currentThread().getId());
  }

  /** The threads to be asked about, once all of them have begun. */
  long[] mine() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t == Thread.currentThread() || t.getName().startsWith("halley-"))
        .mapToLong(Thread::getId)
        .filter(id -> !others.contains(id))
        .toArray();
  }

  /** How much they have allocated since they began. */
  long of(long[] mine) {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(mine)) {
      sum += bytes;
    }
    return sum;
  }
}
