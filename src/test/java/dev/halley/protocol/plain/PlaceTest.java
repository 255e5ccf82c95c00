package dev.halley.protocol.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @ParameterizedTest
  @ValueSource(strings = {"tea", " tea ", "#tea", "/room/tea"})
  void roomIsNamedAsPeopleNameIt(String typed) {
    assertThat(Place.parse(typed)).contains(new Place.Room(ChannelName.of("/room/tea")));
  }

  @Test
  void atSignNamesAPersonOrNobody() {
    assertThat(Place.parse("@Bob")).contains(new Place.Inbox("bob"));
    assertThat(Place.parse("@")).contains(new Place.Inbox(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "a b", "a/b", "/user/bob", "/room/a/presence", "@a b", "@a/b", ".."})
  void whatIsNeitherIsRefused(String typed) {
    assertThat(Place.parse(typed)).isEmpty();
  }

  @Test
  void placeIsWrittenAsItIsRead() {
    for (String typed : new String[] {"tea", "@bob", "@", "茶"}) {
      assertThat(Visit.typed(Place.parse(typed).orElseThrow())).isEqualTo(typed);
    }
  }
}
