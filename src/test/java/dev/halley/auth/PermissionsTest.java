package dev.halley.auth;

import static dev.halley.auth.Access.Who.ANYONE;
import static dev.halley.auth.Access.Who.MEMBER;
import static dev.halley.auth.Access.Who.NOBODY;
import static dev.halley.auth.Access.Who.OWNER;
import static dev.halley.auth.Access.Who.TOKEN;
import static dev.halley.auth.Access.Who.USER;
import static dev.halley.auth.Permissions.Verdict.ALLOWED;
import static dev.halley.auth.Permissions.Verdict.FORBIDDEN;
import static dev.halley.auth.Permissions.Verdict.TOKEN_REQUIRED;
import static dev.halley.auth.Permissions.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Permissions.Verdict;
import dev.halley.broker.Broker;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {

  private static final ChannelName CHANNEL = ChannelName.of("/user/alice");
  private static final Caller ANONYMOUS = Caller.anonymous("");
  private static final Caller ALICE = user("alice");
  private static final Caller BOB = user("bob");

  private static Caller user(String name, Grant... grants) {
    return new Caller(new UserName(name), "", Caller.NEVER, null, List.of(grants));
  }

  private static Grant grant(Action action, String pattern) {
    return new Grant(action, ChannelPattern.of(pattern));
  }

  private static Permissions rule(String pattern, Access access) {
    return new Permissions(
        new Rules<>(List.of(new Rules.Line<>(ChannelPattern.of(pattern), access))));
  }

  private static Verdict read(Access.Who who, Caller caller) {
    return rule("/user/*", new Access(who, NOBODY)).ask(caller, Action.READ, CHANNEL);
  }

  @ParameterizedTest
  @CsvSource({
    "ANYONE, ALLOWED, ALLOWED, ALLOWED",
    "USER, TOKEN_REQUIRED, ALLOWED, ALLOWED",
    "OWNER, TOKEN_REQUIRED, ALLOWED, FORBIDDEN",
    "TOKEN, TOKEN_REQUIRED, FORBIDDEN, FORBIDDEN",
    "SERVER, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    "NOBODY, FORBIDDEN, FORBIDDEN, FORBIDDEN",
  })
  void whoMay(Access.Who who, Verdict anonymous, Verdict owner, Verdict other) {
    assertThat(read(who, ANONYMOUS)).isEqualTo(anonymous);
    assertThat(read(who, ALICE)).isEqualTo(owner);
    assertThat(read(who, BOB)).isEqualTo(other);
  }

  private static Permissions membersOf(String user, String room) {
    Access access = new Access(MEMBER, MEMBER);
    return new Permissions(
        rule("/private/**", access).rules(),
        (who, channel, reach) -> {
          if (reach == Broker.Reach.MEMORY) {
            return UNKNOWN;
          }
          boolean member = who.value().equals(user) && channel.value().startsWith(room);
          return member ? ALLOWED : FORBIDDEN;
        });
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void membersOfAPrivateRoomMay(Action action) {
    Permissions permissions = membersOf("alice", "/private/tea");
    ChannelName tea = ChannelName.of("/private/tea");
    assertThat(permissions.ask(ALICE, action, tea)).isEqualTo(ALLOWED);
    assertThat(permissions.ask(BOB, action, tea)).isEqualTo(FORBIDDEN);
    assertThat(permissions.ask(ANONYMOUS, action, tea)).isEqualTo(TOKEN_REQUIRED);
    assertThat(permissions.ask(ALICE, action, ChannelName.of("/private/x"))).isEqualTo(FORBIDDEN);
  }

  @Test
  void whatMemoryDoesNotKnowOfMembersItDoesNotGuess() {
    Permissions permissions = membersOf("alice", "/private/tea");
    ChannelName tea = ChannelName.of("/private/tea");
    assertThat(permissions.ask(ALICE, Action.READ, tea, Broker.Reach.MEMORY)).isEqualTo(UNKNOWN);
    assertThat(permissions.ask(ANONYMOUS, Action.READ, tea, Broker.Reach.MEMORY))
        .isEqualTo(TOKEN_REQUIRED);
  }

  @Test
  void aGrantLetsIntoAPrivateRoomWithoutAskingForMembers() {
    Permissions permissions = membersOf("alice", "/private/tea");
    Caller granted = user("bob", grant(Action.READ, "/private/*"));
    ChannelName tea = ChannelName.of("/private/tea");
    assertThat(permissions.ask(granted, Action.READ, tea, Broker.Reach.MEMORY)).isEqualTo(ALLOWED);
    assertThat(permissions.ask(granted, Action.PUBLISH, tea)).isEqualTo(FORBIDDEN);
  }

  @Test
  void aRoomIsForMembersIfItsRuleNamesThem() {
    Permissions permissions = rule("/private/*", new Access(USER, MEMBER));
    assertThat(permissions.isForMembers(ChannelName.of("/private/tea"))).isTrue();
    assertThat(permissions.isForMembers(ChannelName.of("/private/tea/x"))).isFalse();
    assertThat(
            rule("/private/*", new Access(USER, USER)).isForMembers(ChannelName.of("/private/tea")))
        .isFalse();
  }

  @Test
  void readingAndPublishingAreSeparate() {
    Permissions permissions = rule("/broadcast", new Access(ANYONE, TOKEN));
    ChannelName broadcast = ChannelName.of("/broadcast");
    assertThat(permissions.may(ALICE, Action.READ, broadcast)).isTrue();
    assertThat(permissions.may(ALICE, Action.PUBLISH, broadcast)).isFalse();
  }

  @Test
  void aGrantLetsInBesidesTheRule() {
    Caller granted = user("bob", grant(Action.READ, "/user/alice"));
    assertThat(read(OWNER, granted)).isEqualTo(ALLOWED);
    assertThat(read(TOKEN, granted)).isEqualTo(ALLOWED);
  }

  @Test
  void aGrantIsForItsActionAndItsChannelsAlone() {
    assertThat(read(TOKEN, user("bob", grant(Action.PUBLISH, "/user/alice")))).isEqualTo(FORBIDDEN);
    assertThat(read(TOKEN, user("bob", grant(Action.READ, "/user/carol")))).isEqualTo(FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "NOBODY"})
  void noGrantLetsInWhereNoClientMay(Access.Who who) {
    assertThat(read(who, user("bob", grant(Action.READ, "/**")))).isEqualTo(FORBIDDEN);
  }

  @Test
  void whatNoRuleCoversIsForbidden() {
    Permissions permissions = rule("/room/*", new Access(ANYONE, ANYONE));
    ChannelName other = ChannelName.of("/elsewhere");
    Caller granted = user("bob", grant(Action.READ, "/**"));
    assertThat(permissions.ask(ANONYMOUS, Action.READ, other)).isEqualTo(FORBIDDEN);
    assertThat(permissions.ask(granted, Action.READ, other)).isEqualTo(FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void outsideInboxesNobodyIsTheOwner(Action action) {
    Permissions permissions = rule("/room/*", new Access(OWNER, OWNER));
    ChannelName room = ChannelName.of("/room/alice");
    assertThat(permissions.ask(ALICE, action, room)).isEqualTo(FORBIDDEN);
    assertThat(permissions.ask(ANONYMOUS, action, room)).isEqualTo(TOKEN_REQUIRED);
  }

  @Test
  void whatLiesBelowAnInboxBelongsToItsOwner() {
    Permissions permissions = rule("/user/**", new Access(OWNER, USER));
    ChannelName below = ChannelName.of("/user/alice/drafts");
    assertThat(permissions.may(ALICE, Action.READ, below)).isTrue();
    assertThat(permissions.may(BOB, Action.READ, below)).isFalse();
    assertThat(permissions.may(BOB, Action.PUBLISH, below)).isTrue();
  }

  @Test
  void callersHaveANameForMessages() {
    assertThat(ALICE.display()).isEqualTo("alice");
    assertThat(ANONYMOUS.display()).isEqualTo("an anonymous caller");
  }
}
