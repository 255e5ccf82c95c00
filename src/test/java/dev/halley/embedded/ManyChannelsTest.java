package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.broker.Appended;
import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that nobody uses lies in the file and takes no heap. */
class ManyChannelsTest {

  private static final System.Logger LOG = System.getLogger(ManyChannelsTest.class.getName());

  /** A million takes minutes: {@code -Dhalley.test.channels=1000000}. The bound is the same. */
  private static final int EVER = Integer.getInteger("halley.test.channels", 100_000);

  /** The defaults would have it wait for the sweep of each minute. */
  private static final EmbeddedSettings QUICKLY =
      Ground.settings(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final int LIVE = 1_000;
  private static final int AT_ONCE = 5_000;
  private static final long HEAP_MIB = 96;

  @Test
  void channelsThatNobodyUsesTakeNoHeap(@TempDir Path folder) throws Exception {
    Retention kept = new Retention(Durability.LAZY, 100, Duration.ofDays(30));
    Rules<Retention> rules = new Rules<>(List.of(new Rules.Line<>(ChannelPattern.of("/**"), kept)));
    long before = usedMiB();
    try (EmbeddedBroker broker =
        EmbeddedBroker.open(
            folder, QUICKLY.with(20_000, 8 << 20, 8 << 20, 16), rules, InstantSource.system())) {
      List<Follow> live = new ArrayList<>();
      for (int i = 0; i < LIVE; i++) {
        live.add(broker.follow(channel(i), (grown, byPublisher) -> {}));
      }
      append(broker);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> broker.figures().channels() <= LIVE + EmbeddedSettings.DEFAULTS.maxIdle());

      long used = usedMiB() - before;
      LOG.log(
          System.Logger.Level.INFO,
          "{0} channels ever used, {1} in use: {2} in memory, {3} MiB of heap, {4} MiB of file",
          "" + EVER,
          "" + LIVE,
          broker.figures().channels(),
          used,
          broker.figures().fileBytes() >> 20);
      assertThat(used).as("MiB of heap").isLessThan(HEAP_MIB);
      live.forEach(Follow::close);
    }
  }

  private static void append(EmbeddedBroker broker) throws InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    List<Appended> failed = new ArrayList<>();
    for (int i = 0; i < EVER; i++) {
      room.acquire();
      Draft draft =
          new Draft(
              channel(i),
              null,
              MessageId.random(),
              null,
              null,
              Payload.ofJson("{\"text\":\"hi\"}"));
      broker.append(
          draft,
          outcome -> {
            if (!(outcome instanceof Appended.Stored)) {
              synchronized (failed) {
                failed.add(outcome);
              }
            }
            room.release();
          });
    }
    room.acquire(AT_ONCE);
    assertThat(failed).isEmpty();
  }

  private static ChannelName channel(int number) {
    return ChannelName.of("/room/" + number);
  }

  private static long usedMiB() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
