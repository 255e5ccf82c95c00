package dev.halley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How topics are kept. */
class TopicsTest {

  private static final ChannelName ROOM = ChannelName.of("/room/a");

  private final Records records = mock(Records.class);
  private final List<Entry> written = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Topics topics = new Topics(records, now::get);
  private Swap outcome = Swap.DONE;

  @BeforeEach
  void keep() {
    when(records.get(any()))
        .thenAnswer(call -> written.isEmpty() ? null : written.get(written.size() - 1));
    doAnswer(
            call -> {
              if (outcome == Swap.DONE) {
                written.add(call.getArgument(2));
              }
              Consumer<Swap> then = call.getArgument(3);
              then.accept(outcome);
              return null;
            })
        .when(records)
        .compareAndSet(any(), any(), any(), any());
  }

  private void set(String text) {
    topics.set(ROOM, text, told::add);
  }

  @Test
  void topicIsForgottenFourHundredDaysAfterItWasSet() {
    set("Tea");
    assertThat(written).containsExactly(new Entry("Tea", Duration.ofDays(400).toMillis()));
  }

  @Test
  void sameTextIsWrittenAgainOnlyAfterAMonth() {
    set("Tea");
    now.set(Instant.EPOCH.plus(Duration.ofDays(29)));
    set("Tea");
    assertThat(written).hasSize(1);

    now.set(Instant.EPOCH.plus(Duration.ofDays(30)));
    set("Tea");
    assertThat(written).last().isEqualTo(new Entry("Tea", Duration.ofDays(430).toMillis()));
    assertThat(told).containsExactly(true, true, true);
  }

  @Test
  void storageThatFailsBetweenTwoTriesIsTold() {
    outcome = Swap.CHANGED;
    when(records.get(any())).thenReturn(null).thenThrow(new BrokerException("gone"));
    set("Tea");
    assertThat(told).containsExactly(false);
  }
}
