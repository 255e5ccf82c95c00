package dev.halley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table says what was measured, beside what, and whether that is enough. */
class TableTest {

  private final Results results = new Results();

  private String table(String rows) {
    return new Table(Rows.named(rows), results).text();
  }

  private void rounds(ServerKind kind, String row, String measure, String... values) {
    for (String value : values) {
      results.add(kind, new String[] {row, measure, value});
    }
  }

  @Test
  void ratioIsTheMedianOfTheRounds() {
    rounds(ServerKind.HALLEY, "fanout1000", "CPU", "30", "33", "60");
    rounds(ServerKind.TWO_PHASE, "fanout1000", "CPU", "30", "30", "30");

    assertThat(table("fanout1000"))
        .contains("33.0 (30.0–60.0)", "two phases", "1.10 (1.00–2.00)", "1.15", "holds");
  }

  @Test
  void goalThatIsMissedIsSaid() {
    rounds(ServerKind.HALLEY, "fanout1000", "CPU", "36");
    rounds(ServerKind.TWO_PHASE, "fanout1000", "CPU", "30");

    assertThat(table("fanout1000")).contains("1.20", "FAILS").doesNotContain("holds");
  }

  @Test
  void streamIsHeldAgainstHalleysOwnPoll() {
    rounds(ServerKind.HALLEY, "fanout1000", "CPU", "30");
    rounds(ServerKind.HALLEY, "fanout1000-stream", "CPU", "12");

    assertThat(table("fanout1000,fanout1000-stream")).contains("0.40", "0.50", "holds");
  }

  @Test
  void figureThatCountsByItselfNeedsNoOther() {
    rounds(ServerKind.HALLEY, "idle10000", "CORE", "1.5");

    assertThat(table("idle10000")).contains("1.50", "2.00", "holds");
  }

  @Test
  void nothingIsClaimedWithoutTheOther() {
    rounds(ServerKind.HALLEY, "fanout1000", "CPU", "30");

    assertThat(table("fanout1000")).doesNotContain("holds", "FAILS");
  }

  @Test
  void lossesOfAllRowsAreAddedUp() {
    rounds(ServerKind.TWO_PHASE, "fanout1000", "LOST", "3", "4");

    assertThat(table("fanout1000")).contains("two phases: 7 messages lost, 0 came twice");
  }

  @Test
  void rowThatDoesNotExistIsNamedWithThoseThatDo() {
    assertThatThrownBy(() -> Rows.named("fanout1000,fanin"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("found fanin")
        .hasMessageContaining("pingpong200");
  }

  @Test
  void shortVersionIsWhatABareServletCanBeMeasuredBeside() {
    assertThat(Rows.named("short")).isNotEmpty().allMatch(row -> row.way().isComparable());
    assertThat(Rows.named("all")).containsAll(Rows.named("short"));
    assertThat(Results.median(List.of(1.0, 2.0))).isEqualTo(1.5);
  }
}
