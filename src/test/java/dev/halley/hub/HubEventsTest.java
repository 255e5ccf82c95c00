package dev.halley.hub;

import static dev.halley.hub.Fixture.OTHER;
import static dev.halley.hub.Fixture.PLENTY;
import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.alice;
import static dev.halley.hub.Fixture.at;
import static dev.halley.hub.Fixture.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.Limit;
import dev.halley.message.Cursor;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the hub tells of what it does. */
class HubEventsTest {

  private static final Duration HOLD = Duration.ofSeconds(25);

  private final Workbench bench = new Workbench();

  private List<String> heard() {
    List<String> heard = List.copyOf(bench.events.heard);
    bench.events.heard.clear();
    return heard;
  }

  @Test
  void pollIsOpenedAndDeliveredToAndEndsAsAnswered() {
    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    assertThat(heard()).containsExactly("opened POLL");

    bench.broker.append(ROOM, 1);
    bench.nanos.addAndGet(5_000);
    bench.runAll();

    assertThat(heard())
        .containsExactly("ended POLL ANSWERED", "delivered POLL 1 waited", "carried 1 5000");
  }

  @Test
  void whatAPollMissedWasNotWaitedFor() {
    bench.broker.append(ROOM, 1);
    bench.broker.append(ROOM, 2);

    bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());

    assertThat(heard()).containsExactly("opened POLL", "ended POLL ANSWERED", "delivered POLL 2");
  }

  @Test
  void streamWaitsForWhatComesOnceItHasAllThatItMissed() {
    for (int i = 0; i < 3; i++) {
      bench.broker.append(ROOM, i);
    }
    Subscription two =
        new Subscription(
            alice(), null, List.of(ROOM), at(0, ROOM), 0, new Limit(2, PLENTY.bytes()), HOLD);
    RecordingOutlet stream = RecordingOutlet.stream();
    bench.open(two, stream);
    assertThat(heard())
        .containsExactly("opened STREAM", "delivered STREAM 2", "delivered STREAM 1");

    bench.broker.append(ROOM, 4);
    bench.runAll();

    assertThat(heard()).containsExactly("delivered STREAM 1 waited", "carried 1 0");
    bench.pass(30);
    assertThat(heard()).containsExactly("ended STREAM HOLD_RAN_OUT");
  }

  @Test
  void firstAnswerThatHoldsNothingIsDeliveredToo() {
    bench.open(poll(Cursor.NONE, HOLD, ROOM), RecordingOutlet.poll());

    assertThat(heard()).containsExactly("opened POLL", "ended POLL ANSWERED", "delivered POLL 0");
  }

  @Test
  void everyDeliveryEndsOnceWhateverTheReason() {
    for (End why : End.values()) {
      Delivery delivery = bench.open(poll(at(0, OTHER), HOLD, OTHER), RecordingOutlet.poll());
      delivery.end(why);
      delivery.end(End.GONE);
      bench.runAll();

      assertThat(heard()).containsExactly("opened POLL", "ended POLL " + why);
    }
  }

  @Test
  void everyoneWhomASignalWokeIsCarriedOnceInAWaveThatTellsItsTime() {
    int readers = Waves.MOST + 3;
    for (int i = 0; i < readers; i++) {
      bench.open(poll(at(0, ROOM), HOLD, ROOM), RecordingOutlet.poll());
    }
    bench.broker.append(ROOM, 1);
    bench.nanos.addAndGet(7);
    bench.runAll();

    List<String[]> waves =
        heard().stream()
            .filter(line -> line.startsWith("carried"))
            .map(line -> line.split(" ", -1))
            .toList();
    assertThat(waves).hasSizeGreaterThan(1).allMatch(wave -> wave[2].equals("7"));
    assertThat(waves.stream().mapToInt(wave -> Integer.parseInt(wave[1])).sum()).isEqualTo(readers);
  }

  @Test
  void publishIsToldWithItsOutcomeItsSizeAndItsTimeBeforeItsCallerKnows() {
    AtomicLong nanos = new AtomicLong(100);
    Broker slow = mock(Broker.class);
    doAnswer(
            call -> {
              nanos.addAndGet(9);
              Consumer<Appended> then = call.getArgument(1);
              then.accept(new Appended.Overloaded());
              return null;
            })
        .when(slow)
        .append(any(), any());
    try (Hub hub =
        new Hub(
            slow,
            Fixture.everyoneReads(),
            Fixture.SETTINGS,
            InstantSource.system(),
            nanos::get,
            bench.events,
            bench.visits)) {
      Payload four = Payload.ofJson("\"four\"");

      hub.publish(
          Draft.to(ROOM, new MessageId("m"), alice().user(), four),
          outcome -> bench.events.heard.add("told"));
    }

    assertThat(heard()).containsExactly("published Overloaded 6 B 9", "told");
  }
}
