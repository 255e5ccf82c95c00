package dev.halley.hub;

import static dev.halley.hub.Fixture.ROOM;
import static dev.halley.hub.Fixture.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Broker.Reach;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Limit;
import dev.halley.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

  private static final long ONE_MESSAGE = 300;

  private final FakeBroker broker = new FakeBroker();
  private final HistoryReader reader = new HistoryReader(broker, Fixture.everyoneReads());

  @BeforeEach
  void tenMessages() {
    for (int i = 1; i <= 10; i++) {
      broker.append(ROOM, i);
    }
  }

  private HistoryPage.Found read(@Nullable Long before, @Nullable Long after, Limit limit) {
    HistoryQuery query = new HistoryQuery(Fixture.alice(), ROOM, before, after, limit);
    return (HistoryPage.Found) requireNonNull(reader.read(query, Reach.STORE));
  }

  private static List<Long> offsets(HistoryPage.Found page) {
    return page.messages().stream().map(Message::offset).toList();
  }

  @Test
  void newestComeAscendingAndTheCursorStandsAtTheEnd() {
    HistoryPage.Found page = read(null, null, new Limit(3, 1 << 20));

    assertThat(offsets(page)).containsExactly(8L, 9L, 10L);
    assertThat(page.more()).isTrue();
    assertThat(page.cursor()).isEqualTo(at(10, ROOM));
  }

  @Test
  void newestBelowAnOffsetEndWhereTheLogBegins() {
    HistoryPage.Found page = read(4L, null, new Limit(50, 1 << 20));

    assertThat(offsets(page)).containsExactly(1L, 2L, 3L);
    assertThat(page.more()).isFalse();
    assertThat(page.cursor()).isEqualTo(at(10, ROOM));
  }

  @Test
  void nothingIsBelowTheFirst() {
    HistoryPage.Found page = read(1L, null, new Limit(50, 1 << 20));

    assertThat(page.messages()).isEmpty();
    assertThat(page.more()).isFalse();
  }

  @Test
  void bytesThatDoNotSufficeKeepTheNewestOfThePage() {
    HistoryPage.Found page = read(null, null, new Limit(8, 3 * ONE_MESSAGE));

    assertThat(offsets(page)).containsExactly(8L, 9L, 10L);
    assertThat(page.more()).isTrue();
  }

  @Test
  void oldestAboveAnOffsetSayWhetherThereIsMore() {
    HistoryPage.Found page = read(null, 2L, new Limit(3, 1 << 20));

    assertThat(offsets(page)).containsExactly(3L, 4L, 5L);
    assertThat(page.more()).isTrue();

    HistoryPage.Found last = read(null, 8L, new Limit(3, 1 << 20));
    assertThat(offsets(last)).containsExactly(9L, 10L);
    assertThat(last.more()).isFalse();
    assertThat(last.cursor()).isEqualTo(at(10, ROOM));
  }

  @Test
  void whatIsGoneAboveAnOffsetIsAGap() {
    broker.trim(ROOM, 6);

    HistoryPage.Found page = read(null, 2L, new Limit(50, 1 << 20));

    assertThat(page.gaps()).containsExactly(new Missed(ROOM, 3, 5, false));
    assertThat(offsets(page)).startsWith(6L).endsWith(10L);
  }

  @Test
  void offsetBeyondTheEndFindsNothing() {
    assertThat(read(null, 99L, new Limit(5, 1 << 20)).messages()).isEmpty();
    assertThat(offsets(read(99L, null, new Limit(2, 1 << 20)))).containsExactly(9L, 10L);
  }

  @Test
  void whatMemoryDoesNotKnowTakesALongerReach() {
    broker.cold = channel -> true;

    HistoryQuery query = new HistoryQuery(Fixture.alice(), ROOM, null, null, new Limit(3, 1 << 20));

    assertThat(reader.read(query, Reach.MEMORY)).isNull();
    assertThat(reader.read(query, Reach.STORE)).isInstanceOf(HistoryPage.Found.class);
  }

  @Test
  void storageThatCannotBeReadIsSaid() {
    broker.afterRead =
        channel -> {
          throw new BrokerException("the disk is gone");
        };

    HistoryQuery query = new HistoryQuery(Fixture.alice(), ROOM, null, null, new Limit(3, 1 << 20));

    assertThat(reader.read(query, Reach.STORE)).isInstanceOf(HistoryPage.Failed.class);
  }
}
