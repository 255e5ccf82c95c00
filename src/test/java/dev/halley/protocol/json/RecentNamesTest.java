package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import org.junit.jupiter.api.Test;

class RecentNamesTest {

  private final RecentNames names = new RecentNames();

  @Test
  void whoSaysTheSameSharesTheName() {
    ChannelName first = names.parse("/room/a").orElseThrow();

    assertThat(names.parse(new String("/room/a"))).containsSame(first);
    assertThat(first).isEqualTo(ChannelName.of("/room/a"));
  }

  @Test
  void nameThatIsWrittenInAnotherWayIsTheSame() {
    ChannelName composed = names.parse("/room/\u00e9").orElseThrow();

    assertThat(names.parse("/room/e\u0301")).contains(composed);
    assertThat(names.parse("/room/e\u0301")).contains(composed);
  }

  @Test
  void whatIsNoNameIsNeverOne() {
    assertThat(names.parse("room")).isEmpty();
    assertThat(names.parse("room")).isEmpty();
  }

  @Test
  void textsOfOnePlaceDoNotTakeEachOtherForTheirs() {
    // These two have the same hash.
    assertThat("/room/Aa".hashCode()).isEqualTo("/room/BB".hashCode());
    for (int i = 0; i < 3; i++) {
      assertThat(names.parse("/room/Aa")).contains(ChannelName.of("/room/Aa"));
      assertThat(names.parse("/room/BB")).contains(ChannelName.of("/room/BB"));
    }
  }
}
