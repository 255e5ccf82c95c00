package dev.halley.presence;

import static dev.halley.presence.Lobby.OTHER;
import static dev.halley.presence.Lobby.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Rate;
import dev.halley.auth.RateSettings;
import dev.halley.hub.End;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody takes so much of what shows people that nothing is left for others. */
class PresenceLimitsTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final RateSettings SLOW =
      new RateSettings(
          Rate.OFF, Rate.OFF, Rate.OFF, Rate.parse("1/s burst 20"), new Rules<>(List.of()), 2, 100);

  private static ChannelName[] rooms(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> ChannelName.of("/room/r" + i))
        .toArray(ChannelName[]::new);
  }

  @Test
  void whoComesAndLeavesAllTheTimeWritesLittle() {
    Lobby lobby = new Lobby(Lobby.settings(50_000, 200), SLOW);
    for (int i = 0; i < 60; i++) {
      lobby.polls("mallory", rooms(100 * i, 100));
      lobby.pass(A_SECOND);
      lobby.presence.leave(new UserName("mallory"), "tab");
    }
    lobby.pass(A_SECOND);

    assertThat(lobby.events())
        .as("a join and a leave for each of the first 20, and of one a second")
        .hasSizeBetween(2 * 60, 2 * (20 + 62));
  }

  @Test
  void whoCameTooOftenIsShownOnceThereIsRoom() {
    Lobby lobby = new Lobby(Lobby.settings(50_000, 200), SLOW);
    lobby.polls("alice", rooms(0, 20));
    lobby.polls("alice", ROOM);
    assertThat(lobby.people(ROOM)).isEmpty();

    lobby.pass(A_SECOND);
    lobby.polls("alice", ROOM);

    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
  }

  @Test
  void whoStaysOrReturnsWithinTheGraceIsNotCounted() {
    Lobby lobby = new Lobby(Lobby.settings(50_000, 200), SLOW);
    for (int i = 0; i < 200; i++) {
      lobby.polls("alice", ROOM);
    }
    lobby.polls("alice", OTHER);

    assertThat(lobby.people(OTHER)).containsExactly("alice 1");
  }

  @Test
  void usersOfOneAddressShareHowOftenTheyCome() {
    Lobby lobby = new Lobby(Lobby.settings(50_000, 200), SLOW);
    for (int i = 0; i < 5; i++) {
      lobby.presence.came(Lobby.readingFrom("192.0.2.1", "user" + i, rooms(0, 20)));
    }
    assertThat(lobby.presence.size()).isEqualTo(40);
  }

  @Test
  void usersOfOneAddressLeaveRoomForOthers() {
    Lobby lobby = new Lobby(Lobby.settings(100, 50, 10));
    Subscription first = Lobby.readingFrom("192.0.2.1", "user0", rooms(0, 4));
    lobby.presence.came(first);
    for (int i = 1; i < 5; i++) {
      lobby.presence.came(Lobby.readingFrom("192.0.2.1", "user" + i, rooms(0, 4)));
    }
    assertThat(lobby.presence.size()).isEqualTo(10);

    lobby.presence.came(Lobby.readingFrom("192.0.2.2", "alice", ROOM));
    assertThat(lobby.people(ROOM)).containsExactly("alice 1");

    lobby.presence.went(first, End.SUPERSEDED);
    lobby.presence.leave(new UserName("user0"));
    lobby.presence.came(Lobby.readingFrom("192.0.2.1", "bob", ROOM));
    assertThat(lobby.people(ROOM)).as("what is free again").containsExactly("alice 1", "bob 1");
  }

  @Test
  void requestThatFoundNoRoomTakesNothingFromOneThatDid() {
    Lobby lobby = new Lobby(Lobby.settings(1, 1));
    lobby.came("bob", "tab", ROOM);
    Subscription uncounted = Lobby.reading("alice", "tab", ROOM);
    lobby.presence.came(uncounted);
    lobby.presence.leave(new UserName("bob"), "tab");
    lobby.went("bob", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(2));
    Subscription counted = Lobby.reading("alice", "tab", ROOM);
    lobby.presence.came(counted);
    lobby.presence.went(uncounted, End.SUPERSEDED);
    lobby.pass(Duration.ofMinutes(1));

    assertThat(lobby.people(ROOM)).as("the newer is still held").containsExactly("alice 1");
    lobby.presence.went(counted, End.ANSWERED);
    lobby.pass(Duration.ofMinutes(1));
    assertThat(lobby.people(ROOM)).isEmpty();
  }
}
