package dev.halley.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import org.junit.jupiter.api.Test;

class SheetTest {

  private static final String KEY = Sheet.key(ChannelName.of("/user/zoë"), new UserName("小明"));

  @Test
  void textIsReadAsItWasWritten() {
    Sheet sheet =
        Sheet.parse(null)
            .moved("/room/a", new Position(7, 3), 9)
            .moved(KEY, new Position(Position.MAX_EPOCH, Position.MAX_OFFSET), 9);
    assertThat(Sheet.parse(sheet.text())).isEqualTo(sheet);
    assertThat(Sheet.parse(sheet.text()).at(KEY, Position.MAX_EPOCH))
        .isEqualTo(Position.MAX_OFFSET);
  }

  @Test
  void markOfAnotherLifeOfTheLogIsNone() {
    Sheet sheet = Sheet.parse(null).moved("/room/a", new Position(7, 3), 9);
    assertThat(sheet.at("/room/a", 7)).isEqualTo(3);
    assertThat(sheet.at("/room/a", 8)).isZero();
    assertThat(sheet.at("/room/b", 7)).isZero();
  }

  @Test
  void theOneThatWasMovedLongestAgoFallsOff() {
    Sheet sheet =
        Sheet.parse(null)
            .moved("/a", new Position(1, 1), 2)
            .moved("/b", new Position(1, 1), 2)
            .moved("/a", new Position(1, 2), 2)
            .moved("/c", new Position(1, 1), 2);
    assertThat(sheet.marks()).containsOnlyKeys("/a", "/c");
  }
}
