package dev.halley.broker;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.BOB;
import static dev.halley.broker.BrokerBench.BRIEF;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.appendAll;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link Broker} does with several drafts at once; see {@link BrokerContract}. */
public interface BatchContract {

  /** The broker, empty at first. */
  Broker broker();

  /** Its clock. */
  BrokerBench bench();

  private Appended stored(long offset, boolean duplicate) {
    return new Appended.Stored(offset, bench().millis(), duplicate);
  }

  @Test
  default void batchIsStoredInItsOrder() {
    List<Draft> drafts =
        List.of(
            draft(ROOM, "a", ALICE),
            draft(BRIEF, "b", ALICE),
            draft(ROOM, "c", ALICE),
            draft(ROOM, "d", ALICE));
    assertThat(appendAll(broker(), drafts))
        .containsExactly(stored(1, false), stored(1, false), stored(2, false), stored(3, false));
    assertThat(texts(broker(), ROOM)).containsExactly("\"a\"", "\"c\"", "\"d\"");
    assertThat(texts(broker(), BRIEF)).containsExactly("\"b\"");
  }

  @Test
  default void batchOfNothingHasNoOutcomes() {
    assertThat(appendAll(broker(), List.of())).isEmpty();
  }

  @Test
  default void batchThatIsAppendedAgainIsStoredOnce() {
    List<Draft> drafts = List.of(draft(ROOM, "a", ALICE), draft(ROOM, "b", ALICE));
    appendAll(broker(), drafts);
    assertThat(appendAll(broker(), drafts)).containsExactly(stored(1, true), stored(2, true));
    assertThat(all(broker(), ROOM)).hasSize(2);
  }

  @Test
  default void idThatIsThereTwiceInABatchIsStoredOnce() {
    List<Draft> drafts =
        List.of(
            draft(ROOM, "a", ALICE),
            draft(ROOM, "a", ALICE),
            draft(ROOM, "a", BOB),
            draft(ROOM, "b", ALICE));
    assertThat(appendAll(broker(), drafts))
        .containsExactly(
            stored(1, false), stored(1, true), new Appended.IdTaken(), stored(2, false));
    assertThat(texts(broker(), ROOM)).containsExactly("\"a\"", "\"b\"");
  }

  @Test
  default void idThatIsTakenDoesNotStopABatch() {
    store(broker(), draft(ROOM, "a", BOB));
    List<Draft> drafts = List.of(draft(ROOM, "a", ALICE), draft(ROOM, "b", ALICE));
    assertThat(appendAll(broker(), drafts))
        .containsExactly(new Appended.IdTaken(), stored(2, false));
  }

  @Test
  default void inboxesOfABatchHaveBothTheirMessages() {
    ChannelName carol = ChannelName.of("/user/carol");
    List<Draft> drafts =
        List.of(
            draft(BOB.inbox(), "a", ALICE),
            draft(carol, "b", ALICE),
            draft(ALICE.inbox(), "c", ALICE),
            draft(BOB.inbox(), "d", ALICE));
    assertThat(appendAll(broker(), drafts))
        .containsExactly(stored(1, false), stored(1, false), stored(3, false), stored(2, false));
    assertThat(texts(broker(), ALICE.inbox())).containsExactly("\"a\"", "\"b\"", "\"c\"", "\"d\"");
    assertThat(texts(broker(), BOB.inbox())).containsExactly("\"a\"", "\"d\"");
    assertThat(texts(broker(), carol)).containsExactly("\"b\"");
  }

  @Test
  default void batchesThatCrossKeepTheirOrderEach() {
    List<CompletableFuture<List<Appended>>> outcomes = new ArrayList<>();
    for (int batch = 0; batch < 20; batch++) {
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        drafts.add(draft(ROOM, batch + "-" + (100 + i), ALICE));
      }
      CompletableFuture<List<Appended>> outcome = new CompletableFuture<>();
      broker().appendAll(drafts, outcome::complete);
      outcomes.add(outcome);
    }
    outcomes.forEach(BrokerBench::get);
    List<String> ids = all(broker(), ROOM).stream().map(Message::id).map(id -> id.value()).toList();
    assertThat(ids).hasSize(1_000);
    for (int batch = 0; batch < 20; batch++) {
      String prefix = batch + "-";
      assertThat(ids.stream().filter(id -> id.startsWith(prefix)).toList()).hasSize(50).isSorted();
    }
  }
}
