package dev.halley.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.halley.broker.Appended;
import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.HubEvents;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Refusals;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Counting takes no memory, however much is counted. */
class CountingTest {

  private static final int TIMES = 100_000;

  // With the clock of a server: that of a test makes an object for each look.
  private final Meters meters = new Meters(InstantSource.system(), "1.2.3");
  private final Batch batch = Workshop.batch(1, 2, 3);
  private final Appended stored = new Appended.Stored(1, 1, false);

  private void count(int times) {
    HubEvents hub = meters.hub();
    Refusals refusals = meters.refusals();
    for (int i = 0; i < times; i++) {
      hub.published(stored, 100, i);
      hub.opened(Carrier.POLL);
      hub.ended(Carrier.POLL, End.ANSWERED);
      hub.delivered(Carrier.POLL, batch, true);
      hub.carried(256, i);
      meters.committed(3, i);
      refusals.refused(Code.FORBIDDEN);
    }
  }

  @Test
  void nothingIsAllocatedForWhatIsCounted() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    count(TIMES);
    long before = threads.getCurrentThreadAllocatedBytes();

    count(TIMES);

    // Less than a byte for each: what the runtime itself may need once is not a part of counting.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TIMES);
    assertThat(
            Exposition.parse(new String(meters.text(), UTF_8))
                .value("halley_messages_delivered_total{carrier=\"poll\"}"))
        .isEqualTo(2.0 * 3 * TIMES);
  }
}
