package dev.halley.presence;

import static dev.halley.presence.Lobby.GRACE;
import static dev.halley.presence.Lobby.OTHER;
import static dev.halley.presence.Lobby.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is where, and what of that is told. */
class PresenceTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final UserName ALICE = new UserName("alice");

  private final Lobby lobby = new Lobby();

  @Test
  void userIsThereWhileAReaderReadsAndForTheGraceAfter() {
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofMinutes(5));
    assertThat(lobby.events()).containsExactly("join alice");

    lobby.went("alice", "tab", ROOM);
    lobby.pass(GRACE.minus(A_SECOND));
    assertThat(lobby.people(ROOM)).containsExactly("alice 1");

    lobby.pass(Duration.ofSeconds(3));
    assertThat(lobby.people(ROOM)).isEmpty();
    assertThat(lobby.events()).containsExactly("leave alice");
    assertThat(lobby.presence.size()).isZero();
  }

  @Test
  void pageWithoutScriptsHasTimeToLookAgain() {
    Subscription page =
        Lobby.reading("alice", new Subscription.Reader("plain", Carrier.PAGE.name(), null), ROOM);
    lobby.presence.came(page);
    lobby.presence.went(page, End.ANSWERED);
    lobby.pass(Duration.ofSeconds(30));
    assertThat(lobby.people(ROOM)).containsExactly("alice 1");

    lobby.pass(Duration.ofSeconds(10));
    assertThat(lobby.people(ROOM)).isEmpty();
  }

  @Test
  void whoComesAgainWithinTheGraceIsNotSpokenOf() {
    for (int i = 0; i < 20; i++) {
      lobby.polls("alice", ROOM);
      lobby.pass(GRACE.minus(A_SECOND));
    }
    assertThat(lobby.events()).containsExactly("join alice");
  }

  @Test
  void readersOfOneUserJoinOnce() {
    lobby.came("alice", "one", ROOM);
    lobby.pass(A_SECOND);
    lobby.came("alice", "two", ROOM);
    lobby.pass(A_SECOND);
    assertThat(lobby.people(ROOM)).containsExactly("alice 2");

    lobby.presence.leave(ALICE, "one");
    lobby.went("alice", "one", ROOM);
    lobby.pass(A_SECOND);

    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
    assertThat(lobby.events()).containsExactly("join alice");
  }

  @Test
  void leaveEndsItAtOnceInAllChannels() {
    lobby.came("alice", "tab", ROOM, OTHER);
    lobby.pass(A_SECOND);
    lobby.presence.leave(ALICE, "tab");

    assertThat(lobby.people(ROOM)).isEmpty();
    assertThat(lobby.people(OTHER)).isEmpty();
    lobby.pass(A_SECOND);
    assertThat(lobby.events())
        .containsExactlyInAnyOrder("join alice", "join alice", "leave alice", "leave alice");
  }

  @Test
  void requestThatEndsAfterItsReaderLeftAndCameAgainTakesNothingAway() {
    lobby.came("alice", "tab", ROOM);
    lobby.presence.leave(ALICE, "tab");
    lobby.came("alice", "tab", ROOM);
    lobby.went("alice", "tab", ROOM);
    lobby.pass(Duration.ofMinutes(1));

    assertThat(lobby.people(ROOM)).as("the newer request is still held").containsExactly("alice 1");
  }

  @Test
  void newerRequestMayComeBeforeTheOlderGoes() {
    lobby.came("alice", "tab", ROOM);
    lobby.came("alice", "tab", ROOM);
    lobby.went("alice", "tab", ROOM);
    lobby.pass(Duration.ofMinutes(1));

    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
  }

  @Test
  void whoComesAndGoesBetweenTwoMessagesIsNotSpokenOf() {
    lobby.came("bob", "tab", ROOM);
    lobby.pass(Duration.ofMillis(100));
    assertThat(lobby.events()).containsExactly("join bob");

    lobby.polls("alice", ROOM);
    lobby.presence.leave(ALICE, "tab");
    lobby.pass(A_SECOND);

    assertThat(lobby.events()).isEmpty();
  }

  @Test
  void whoeverAskedInBetweenHearsWhatBecameOfWhomTheySaw() {
    lobby.came("bob", "tab", ROOM);
    lobby.pass(Duration.ofMillis(100));
    lobby.polls("alice", ROOM);
    assertThat(lobby.people(ROOM)).containsExactly("alice 1", "bob 1");
    lobby.presence.leave(ALICE, "tab");
    lobby.pass(A_SECOND);
    assertThat(lobby.events()).containsExactly("join bob", "leave alice");

    lobby.presence.leave(new UserName("bob"), "tab");
    assertThat(lobby.people(ROOM)).isEmpty();
    lobby.came("bob", "tab", ROOM);
    lobby.pass(A_SECOND);
    assertThat(lobby.events()).as("who saw him gone learns that he is back").contains("join bob");
  }

  @Test
  void removedUserIsNotThereAnyMore() {
    lobby.came("alice", "tab", ROOM, OTHER);
    lobby.presence.remove(Set.of(ALICE), ROOM);

    assertThat(lobby.people(ROOM)).isEmpty();
    assertThat(lobby.people(OTHER)).containsExactly("alice 1");
  }

  @Test
  void onlyWhereTheRulesSayIsItKept() {
    ChannelName ticker = ChannelName.of("/ticker/x");
    for (String name : List.of("/room/hidden", "/room/mute", "/room/a/typing", "/user/alice")) {
      ChannelName channel = ChannelName.of(name);
      lobby.came("alice", "tab", channel);
      assertThat(lobby.presence.heardAt(channel)).as(name).isNull();
    }
    assertThat(lobby.presence.size()).isZero();

    lobby.came("alice", "tab", ticker);
    assertThat(lobby.people(ticker)).containsExactly("alice 1");
  }

  @Test
  void limitsBoundWhoIsShown() {
    Lobby small = new Lobby(Lobby.settings(3, 2));
    small.came("alice", "tab", ROOM, OTHER, ChannelName.of("/room/c"));
    small.came("bob", "tab", ROOM);
    small.came("carol", "tab", ROOM);

    assertThat(small.presence.size()).isEqualTo(3);
    assertThat(small.people(ROOM)).containsExactly("alice 1", "bob 1");
    for (int i = 0; i < 10; i++) {
      small.came("bob", "tab" + i, ROOM);
    }
    assertThat(small.people(ROOM)).as("three readers are counted").contains("bob 3");
  }

  @Test
  void whatCannotBeWrittenIsToldLater() {
    lobby.isFull = true;
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(3));
    assertThat(lobby.events()).isEmpty();

    lobby.isFull = false;
    lobby.pass(A_SECOND);
    assertThat(lobby.events()).containsExactly("join alice");
  }

  @Test
  void emptyRoomIsForgottenOnceItIsQuiet() {
    lobby.came("alice", "tab", ROOM);
    lobby.pass(A_SECOND);
    lobby.went("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(20));

    assertThat(lobby.presence.after("", 10)).isEmpty();
    assertThat(lobby.events()).containsExactly("join alice", "leave alice");
  }
}
