package dev.halley.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Caller;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.broker.Slice;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Marks over a storage that fails. */
class MarksFailureTest {

  private static final UserName BOB = new UserName("bob");
  private static final ChannelName ROOM = ChannelName.of("/room/tea");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Broker broker = mock(Broker.class);
  private final Records records = mock(Records.class);
  private final Map<String, Entry> kept = new ConcurrentHashMap<>();

  /** What the next changes come to before they are carried out. */
  private final List<Swap> failures = new ArrayList<>();

  private final AtomicInteger changes = new AtomicInteger();

  MarksFailureTest() {
    when(broker.extent(any(), any())).thenReturn(new Extent(7, 1, 5));
    when(broker.read(any(), any(), any(), any()))
        .thenAnswer(
            call -> new Slice.Messages(List.of(), call.getArgument(1, Position.class), false));
    when(records.get(any())).thenAnswer(call -> kept.get(call.getArgument(0, String.class)));
    doAnswer(
            call -> {
              Consumer<Swap> then = call.getArgument(3);
              then.accept(swap(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
              return null;
            })
        .when(records)
        .compareAndSet(any(), any(), any(), any());
  }

  private synchronized Swap swap(String key, Entry expected, Entry next) {
    changes.incrementAndGet();
    if (!failures.isEmpty()) {
      return failures.remove(0);
    }
    if (!Objects.equals(kept.get(key), expected)) {
      return Swap.CHANGED;
    }
    kept.put(key, next);
    return Swap.DONE;
  }

  private Marks marks() {
    return new Marks(broker, records, new Rules<>(List.of()), InstantSource.system(), 10);
  }

  @Test
  void aMarkWhoseRecordCannotBeReadAgainAfterARaceIsAnswered() {
    Movers movers = new Movers(records, InstantSource.system(), 10);
    failures.add(Swap.CHANGED);
    doAnswer(call -> null).doThrow(new BrokerException("broken")).when(records).get(any());
    List<Marks.Outcome> outcomes = new ArrayList<>();
    movers.move("r", new Movers.Move("k", new Position(7, 3), () -> {}, outcomes::add));
    assertThat(outcomes).containsExactly(new Marks.Outcome.Failed());
  }

  @Test
  void aMarkThatComesAfterAFailureIsMoved() {
    try (Marks marks = marks()) {
      failures.add(Swap.FAILED);
      List<Marks.Outcome> outcomes = new ArrayList<>();
      marks.read(BOB, ROOM, null, 3, outcomes::add);
      marks.read(BOB, ROOM, null, 3, outcomes::add);
      assertThat(outcomes).containsExactly(new Marks.Outcome.Failed(), new Marks.Outcome.At(3));
    }
  }

  @Test
  void whatWasDeliveredIsWrittenDownAgainUntilItIsThere() {
    failures.add(Swap.FAILED);
    failures.add(Swap.CHANGED);
    try (Marks marks = marks()) {
      Cursor cursor = Cursor.of(List.of(new Cursor.Entry(BOB.inbox(), new Position(7, 4))));
      marks
          .visits()
          .came(
              new Subscription(
                  new Caller(BOB, "", Caller.NEVER, null, List.of()),
                  new Subscription.Reader("tab", "poll", null),
                  List.of(BOB.inbox()),
                  cursor,
                  0,
                  new Limit(1, 1),
                  Duration.ZERO));
      await().atMost(LIMIT).until(() -> kept.containsKey("delivered/bob"));
      assertThat(kept.values()).extracting(Entry::value).containsExactly("7 4");
      assertThat(changes).hasValue(3);
    }
  }

  @Test
  void closingLetsWhatIsReadBeReadToTheEnd() throws InterruptedException {
    Teller teller = new Teller(broker, new Rules<>(List.of()));
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch wait = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    teller.every(
        1,
        () -> {
          began.countDown();
          try {
            interrupted.set(!wait.await(1, TimeUnit.SECONDS) && Thread.interrupted());
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
          over.countDown();
        });
    assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
    teller.close();
    assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted).isFalse();
  }
}
