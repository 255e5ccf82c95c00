package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Rate;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.presence.PresenceSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  @Test
  void aRuleIsAPatternAndItsColumnsInAnyOrder() {
    Rule rule =
        Rule.parse(
            " /room/*  linger=20ms rate=6/min,burst=3 age=1h publish=token durability=Memory messages=7 read=anyone ");
    assertThat(rule)
        .isEqualTo(
            new Rule(
                ChannelPattern.of("/room/*"),
                new Access(Who.ANYONE, Who.TOKEN),
                new Retention(Durability.MEMORY, 7, Duration.ofHours(1)),
                Duration.ofMillis(20),
                new Rate(6, Rate.Per.MINUTE, 3),
                null));
  }

  @Test
  void whatARuleDoesNotSayAboutItsMessagesIsAsForRooms() {
    Rule rule = Rule.parse("/news read=anyone publish=token");
    assertThat(rule.retention())
        .isEqualTo(new Retention(Durability.DURABLE, 100_000, Duration.ofDays(365)));
    assertThat(rule.linger()).isNull();
    assertThat(rule.rate()).isEqualTo(Rate.OFF);
  }

  @Test
  void presenceIsSaidOrLeftToTheRooms() {
    assertThat(Rule.parse("/a read=user publish=user").presence()).isNull();
    assertThat(Rule.parse("/a read=user publish=user presence=on").presence()).isTrue();
    assertThat(Rule.parse("/a read=user publish=user presence=off").presence()).isFalse();
    assertThat(new RuleTable(List.of(Rule.parse("/room/a read=user publish=user"))).presence())
        .extracting(column -> column.findOrNull(ChannelName.of("/room/a")))
        .isEqualTo(PresenceSettings.Kept.IN_ROOMS);
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void everyoneThereIsCanBeNamed(Who who) {
    String word = who.name().toLowerCase(java.util.Locale.ROOT);
    String first = who == Who.MEMBER ? "private" : "user";
    Rule rule = Rule.parse("/" + first + "/* read=" + word + " publish=" + word);
    assertThat(rule.access()).isEqualTo(new Access(who, who));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    String text =
        "/room/* read=user publish=nobody messages=5 age=90s durability=lazy linger=1s"
            + " rate=5/s,burst=20 presence=off";
    assertThat(Rule.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', found ",
    "room/* read=user publish=user, found room/*",
    "/room/* read=user, expected who may publish",
    "/room/* publish=user, expected who may read",
    "/room/*, expected who may read",
    "/room/* read=all publish=user, 'expected read of anyone, user, owner'",
    "/room/* read=user publish=, found publish=",
    "/room/* read=user publish=user messages=0, expected messages of 1 to 1000000000; found messages=0",
    "/room/* read=user publish=user rate=often, 'expected rate of a rate such as 5/s,burst=20, or off; found rate=often'",
    "/room/* read=user publish=user messages=many, found messages=many",
    "/room/* read=user publish=user age=0, expected age of 1 s to 3650 d; found age=0",
    "/room/* read=user publish=user age=365 d, found d",
    "/room/* read=user publish=user durability=disk, 'expected durability of durable, lazy, memory'",
    "/room/* read=user publish=user linger=2s, expected linger of 0 ms to 1 s; found linger=2s",
    "/room/* read=user publish=user read=user, found read twice",
    "/room/* read=user publish=user keep=3, found keep=3",
    "/room/* read=user publish=user presence, found presence",
    "/room/* read=owner publish=user, expected read=owner only for /user/…",
    "/room/* read=member publish=user, expected read=member only for /private/…",
    "/private read=user publish=member, expected publish=member only for /private/…",
    "/** read=user publish=owner, expected publish=owner only for /user/…",
  })
  void aBadOneSaysWhatWasExpectedAndFound(String text, String said) {
    assertThatThrownBy(() -> Rule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected ")
        .hasMessageContaining(said);
  }
}
