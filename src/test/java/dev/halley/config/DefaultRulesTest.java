package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.auth.Grant;
import dev.halley.auth.Permissions;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the rules against the protocol's table of well-known channels. */
class DefaultRulesTest {

  private static final Caller ANYONE = Caller.anonymous("");

  private static final RuleTable RULES = new RuleTable(DefaultRules.rules());

  private final Permissions permissions =
      new Permissions(
          RULES.access(),
          (user, channel, reach) ->
              user.value().equals("alice") ? Verdict.ALLOWED : Verdict.FORBIDDEN);

  private static Caller user(String name, Grant... grants) {
    return new Caller(new UserName(name), "", Caller.NEVER, null, List.of(grants));
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/room/lobby/presence, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/room/lobby/typing, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/private/tea, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/private/tea/presence, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/private/tea/typing, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/private/tea/x, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/user/alice, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/broadcast, ALLOWED, ALLOWED, ALLOWED",
    "/elsewhere, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/room, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/room/lobby/x, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/user/alice/x, FORBIDDEN, FORBIDDEN, FORBIDDEN",
  })
  void whoReads(String channel, Verdict anonymous, Verdict alice, Verdict bob) {
    assertVerdicts(Action.READ, channel, anonymous, alice, bob);
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/room/lobby/presence, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/room/lobby/typing, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/private/tea, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/private/tea/presence, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "/private/tea/typing, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "/user/alice, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "/broadcast, TOKEN_REQUIRED, FORBIDDEN, FORBIDDEN",
    "/elsewhere, FORBIDDEN, FORBIDDEN, FORBIDDEN",
  })
  void whoPublishes(String channel, Verdict anonymous, Verdict alice, Verdict bob) {
    assertVerdicts(Action.PUBLISH, channel, anonymous, alice, bob);
  }

  private void assertVerdicts(
      Action action, String channel, Verdict anonymous, Verdict alice, Verdict bob) {
    ChannelName name = ChannelName.of(channel);
    assertThat(permissions.ask(ANYONE, action, name)).isEqualTo(anonymous);
    assertThat(permissions.ask(user("alice"), action, name)).isEqualTo(alice);
    assertThat(permissions.ask(user("bob"), action, name)).isEqualTo(bob);
  }

  @Test
  void aTokenThatGrantsItAnnounces() {
    Caller herald = user("herald", new Grant(Action.PUBLISH, ChannelPattern.of("/broadcast")));
    assertThat(permissions.may(herald, Action.PUBLISH, ChannelName.of("/broadcast"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, DURABLE",
    "/user/alice, DURABLE",
    "/private/tea, DURABLE",
    "/private/tea/typing, MEMORY",
    "/broadcast, DURABLE",
    "/room/lobby/presence, MEMORY",
    "/room/lobby/typing, MEMORY",
  })
  void whatPeopleSayIsOnDiskAndWhatIsOfTheMomentIsNot(String channel, Durability durability) {
    assertThat(RULES.retention().find(ChannelName.of(channel)).orElseThrow().durability())
        .isEqualTo(durability);
  }

  @Test
  void signalsAreKeptTenSeconds() {
    assertThat(RULES.retention().find(ChannelName.of("/room/a/typing")).orElseThrow().age())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void eachIsWrittenAsItIsRead() {
    assertThat(DefaultRules.rules()).extracting(Rule::toString).isEqualTo(DefaultRules.LINES);
  }
}
