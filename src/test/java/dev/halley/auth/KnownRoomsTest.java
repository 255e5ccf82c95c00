package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Loads and changes of a room that overlap, step by step. */
class KnownRoomsTest {

  private static final String TEA = "/private/tea";
  private static final UserName ALICE = new UserName("alice");
  private static final PrivateRoom OLD = new PrivateRoom(ALICE, Set.of("alice", "bob"));
  private static final PrivateRoom NEW = new PrivateRoom(ALICE, Set.of("alice"));

  private final Records records = mock(Records.class);
  private final AtomicReference<PrivateRoom> stored = new AtomicReference<>(OLD);
  private final AtomicInteger reads = new AtomicInteger();
  private final KnownRooms rooms = new KnownRooms(records, 1 << 20);

  /** What happens after the first read has seen what was there, and before it is used. */
  private void afterTheFirstRead(Runnable meanwhile) {
    when(records.get(any()))
        .thenAnswer(
            call -> {
              Records.Entry entry =
                  new Records.Entry(Objects.requireNonNull(stored.get()).text(), Long.MAX_VALUE);
              if (reads.incrementAndGet() == 1) {
                meanwhile.run();
              }
              return entry;
            });
  }

  @Test
  void aLoadThatBeganBeforeAChangeDoesNotPutBackWhatWasThere() {
    afterTheFirstRead(
        () -> {
          stored.set(NEW);
          rooms.changed(TEA);
        });

    assertThat(rooms.find(TEA)).isEqualTo(NEW);
    assertThat(rooms.remembered(TEA)).isEqualTo(NEW);
  }

  @Test
  void nothingIsPutBackEitherWhereMemoryKeepsNothingMeanwhile() {
    KnownRooms small = new KnownRooms(records, 0);
    afterTheFirstRead(
        () -> {
          stored.set(NEW);
          small.changed(TEA);
        });

    assertThat(small.find(TEA)).isEqualTo(NEW);
  }

  @Test
  void aLoadThatOverlapsAChangeOfAnotherRoomIsDoneAgain() {
    afterTheFirstRead(() -> rooms.changed("/private/other"));

    assertThat(rooms.find(TEA)).isEqualTo(OLD);
    assertThat(rooms.remembered(TEA)).isEqualTo(OLD);
  }

  @Test
  void aChangeIsForgottenWithoutALookAtTheRecord() {
    afterTheFirstRead(() -> {});
    rooms.find(TEA);
    stored.set(NEW);

    rooms.changed(TEA);

    assertThat(reads).hasValue(1);
    assertThat(rooms.remembered(TEA)).isNull();
    assertThat(rooms.find(TEA)).isEqualTo(NEW);
  }

  @Test
  void whatIsKeptIsBounded() {
    afterTheFirstRead(() -> {});
    KnownRooms small = new KnownRooms(records, 2_000);
    for (int i = 0; i < 100; i++) {
      small.find("/private/" + i);
    }
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += small.remembered("/private/" + i) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(1, 10);
  }

  @Test
  void aRoomIsReadAsItWasWritten() {
    PrivateRoom empty = new PrivateRoom(null, Set.of());
    assertThat(PrivateRoom.parse(OLD.text())).isEqualTo(OLD);
    assertThat(PrivateRoom.parse(empty.text())).isEqualTo(empty);
    assertThat(PrivateRoom.parse(null)).isEqualTo(PrivateRoom.NONE);
  }
}
