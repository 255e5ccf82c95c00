package dev.halley.embedded;

import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {

  private final List<List<Appended>> told = new ArrayList<>();
  private final Run run = new Run(List.of(draft(ROOM), draft(ROOM), draft(ROOM)), told::add);

  private static Appended stored(long offset) {
    return new Appended.Stored(offset, 1, false);
  }

  @Test
  void outcomesAreToldOnceAllAreKnownInTheOrderOfTheDrafts() {
    run.steps().get(2).answer(stored(3));
    run.steps().get(0).answer(stored(1));
    assertThat(told).isEmpty();
    run.steps().get(1).answer(new Appended.IdTaken());
    assertThat(told).containsExactly(List.of(stored(1), new Appended.IdTaken(), stored(3)));
  }

  @Test
  void draftIsBehindUntilAllBeforeItHaveTheirOutcomes() {
    assertThat(run.steps()).extracting(Order.Append::isBehind).containsExactly(false, true, true);
    run.steps().get(1).answer(stored(2));
    assertThat(run.steps().get(2).isBehind()).isTrue();
    run.steps().get(0).answer(stored(1));
    assertThat(run.steps().get(2).isBehind()).isFalse();
  }

  @Test
  void whatComesAfterAFailureIsRefusedForTheSameReason() {
    BrokerException why = new BrokerException("the disk is full");
    run.steps().get(1).fail(why);
    assertThat(run.steps().get(0).refusal()).isNull();
    assertThat(run.steps().get(1).refusal()).isNull();
    assertThat(run.steps().get(2).refusal()).isSameAs(why);
  }
}
