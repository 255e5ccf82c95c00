package dev.halley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Losses and repetitions are counted by the messages' numbers. */
class TallyTest {

  private final Tally tally = new Tally(2, 16);

  @Test
  void messagesInOrderAreDelivered() {
    int first = tally.publish(0);
    int second = tally.publish(0);

    int last = tally.arrived(0, tally.arrived(0, 0, first), second);

    assertThat(last).isEqualTo(2);
    assertThat(tally.delivered()).isEqualTo(2);
    assertThat(tally.lost()).isZero();
    assertThat(tally.repeated()).isZero();
    assertThat(tally.millis(100)).isPositive();
  }

  @Test
  void messageThatIsSkippedIsLost() {
    tally.publish(1);
    tally.publish(1);
    tally.publish(1);

    assertThat(tally.arrived(1, 0, 3)).isEqualTo(3);

    assertThat(tally.lost()).isEqualTo(2);
    assertThat(tally.delivered()).isEqualTo(1);
    assertThat(tally.arrived()).as("done with").isEqualTo(3);
  }

  @Test
  void messageThatComesAgainIsRepeatedAndCountsOnce() {
    int number = tally.publish(0);
    int last = tally.arrived(0, 0, number);

    assertThat(tally.arrived(0, last, number)).isEqualTo(last);

    assertThat(tally.repeated()).isEqualTo(1);
    assertThat(tally.delivered()).isEqualTo(1);
  }

  @Test
  void channelsAreNumberedApartAndARestOfTheWarmUpIsForgotten() {
    tally.arrived(0, 0, tally.publish(0));
    tally.reset();

    assertThat(tally.publish(1)).isEqualTo(1);
    assertThat(tally.publish(0)).as("numbers go on").isEqualTo(2);
    assertThat(tally.delivered()).isZero();
  }
}
