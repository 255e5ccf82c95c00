package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.Rules.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static Line<String> line(String pattern, String column) {
    return new Line<>(ChannelPattern.of(pattern), column);
  }

  @Test
  void theFirstMatchWins() {
    Rules<String> rules =
        new Rules<>(List.of(line("/room/vip", "first"), line("/room/*", "second")));
    assertThat(rules.find(ChannelName.of("/room/vip"))).contains("first");
    assertThat(rules.find(ChannelName.of("/room/any"))).contains("second");
  }

  @Test
  void aNarrowRuleBehindAWideOneIsNeverReached() {
    Rules<String> rules =
        new Rules<>(List.of(line("/room/*", "wide"), line("/room/vip", "narrow")));
    assertThat(rules.find(ChannelName.of("/room/vip"))).contains("wide");
  }

  @Test
  void whatNoRuleCoversIsEmpty() {
    Rules<String> rules = new Rules<>(List.of(line("/room/*", "x")));
    assertThat(rules.find(ChannelName.of("/other"))).isEmpty();
    assertThat(new Rules<String>(List.of()).find(ChannelName.of("/other"))).isEmpty();
  }

  @Test
  void rulesDoNotChangeWithTheListTheyWereMadeOf() {
    List<Line<String>> lines = new ArrayList<>(List.of(line("/room/*", "x")));
    Rules<String> rules = new Rules<>(lines);
    lines.clear();
    assertThat(rules.find(ChannelName.of("/room/a"))).contains("x");
  }
}
