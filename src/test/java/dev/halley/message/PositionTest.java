package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {

  @Test
  void anOffsetGoesUpToWhatAJavaScriptNumberHolds() {
    assertThat(new Position(0, 9_007_199_254_740_991L).offset()).isEqualTo(Position.MAX_OFFSET);
    assertThat(new Position(281_474_976_710_655L, 0).epoch()).isEqualTo(Position.MAX_EPOCH);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1", "281474976710656, 0", "0, 9007199254740992"})
  void whatIsOutsideIsRefused(long epoch, long offset) {
    assertThatThrownBy(() -> new Position(epoch, offset))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found " + epoch + ", " + offset);
  }

  @Test
  void anotherPlaceInTheSameLogKeepsTheEpoch() {
    assertThat(new Position(5, 1).at(9)).isEqualTo(new Position(5, 9));
  }

  @Test
  void aMessageHasAnOffsetFromOneUp() {
    assertThat(message(1).offset()).isEqualTo(1);
    assertThatThrownBy(() -> message(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> message(Position.MAX_OFFSET + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Message message(long offset) {
    ChannelName channel = ChannelName.of("/room/a");
    return new Message(channel, offset, new MessageId("m"), null, null, 0, Payload.ofJson("1"));
  }
}
