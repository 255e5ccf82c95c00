package dev.halley.presence;

import static dev.halley.presence.Lobby.GRACE;
import static dev.halley.presence.Lobby.OTHER;
import static dev.halley.presence.Lobby.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who was there before a restart has the grace to return. */
class RegisterTest {

  private final Lobby lobby = new Lobby();

  @Test
  void whoReturnsWithinTheGraceIsNotSpokenOf() {
    lobby.came("alice", "tab", ROOM, OTHER);
    lobby.pass(Duration.ofSeconds(1));
    lobby.events();

    lobby.restart(false);
    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
    lobby.pass(GRACE.minusSeconds(2));
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(10));

    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
    assertThat(lobby.events()).as("of the room where she is not").containsExactly("leave alice");
    assertThat(lobby.people(OTHER)).isEmpty();
  }

  @Test
  void nobodyStaysBeyondTheGraceAfterACrash() {
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(5));
    lobby.events();

    lobby.restart(true);
    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
    lobby.pass(GRACE.plusSeconds(2));

    assertThat(lobby.people(ROOM)).isEmpty();
    assertThat(lobby.events()).containsExactly("leave alice");
    lobby.pass(Duration.ofSeconds(5));
    assertThat(lobby.kept).as("and nothing is kept of her").isEmpty();
  }

  @Test
  void recordThatCannotBeReadStopsNoStart() {
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(5));
    lobby.kept.replaceAll(
        (key, entry) ->
            new Records.Entry("no-channel x\n/room/x bob\n" + entry.value(), entry.expires()));

    lobby.restart(true);

    assertThat(lobby.people(ROOM)).containsExactly("alice 1");
  }

  @Test
  void sinceWhenIsKept() {
    lobby.came("alice", "tab", ROOM);
    long since = lobby.presence.look(ROOM, OTHER, 1).people().get(0).since();
    lobby.pass(Duration.ofSeconds(5));

    lobby.restart(false);
    lobby.came("alice", "other", ROOM);

    assertThat(lobby.presence.look(ROOM, OTHER, 1).people())
        .containsExactly(new Present.Person(new UserName("alice"), since, 1));
  }

  @Test
  void pollsWriteNothing() {
    lobby.polls("alice", ROOM);
    lobby.pass(Duration.ofSeconds(5));
    int writes = lobby.writes;
    for (int i = 0; i < 100; i++) {
      lobby.polls("alice", ROOM);
      lobby.pass(Duration.ofSeconds(1));
    }
    assertThat(lobby.writes).isEqualTo(writes);
  }

  @Test
  void hundredsWhoComeShareAFewWrites() {
    for (int i = 0; i < 500; i++) {
      lobby.came("user" + i, "tab", ROOM);
      if (i % 10 == 0) {
        lobby.pass(Duration.ofMillis(100));
      }
    }
    assertThat(lobby.writes).isBetween(1, 5);
  }

  @Test
  void recordThatSomebodyElseChangedIsWrittenAnew() {
    lobby.came("alice", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(3));
    lobby.kept.clear();
    lobby.came("bob", "tab", ROOM);
    lobby.pass(Duration.ofSeconds(6));

    lobby.restart(true);

    assertThat(lobby.people(ROOM)).containsExactly("alice 1", "bob 1");
  }
}
