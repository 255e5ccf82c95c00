package dev.halley.presence;

import static dev.halley.presence.Lobby.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Many who come to one room cost those who listen few messages. */
class CrowdTest {

  private static final int PEOPLE = 10_000;

  /** A message may be so long by default. */
  private static final int MOST_BYTES = 64 << 10;

  private final Lobby lobby = new Lobby();

  private Set<String> joined() {
    Set<String> joined = new TreeSet<>();
    lobby.written.forEach(draft -> joined.addAll(Lobby.events(draft)));
    return joined;
  }

  @Test
  void tenThousandWithinAMinuteAreTwoMessagesASecond() {
    for (int i = 0; i < PEOPLE; i++) {
      lobby.polls("user" + i, ROOM);
      lobby.nanos.addAndGet(Duration.ofSeconds(60).toNanos() / PEOPLE);
      if (i % 16 == 15) {
        lobby.presence.tick();
      }
      if (i % 500 == 499) {
        // They poll again, as they would.
        for (int n = 0; n <= i; n++) {
          lobby.polls("user" + n, ROOM);
        }
      }
    }
    lobby.pass(Duration.ofSeconds(1));

    assertThat(joined()).hasSize(PEOPLE).contains("join user0", "join user9999");
    assertThat(lobby.written).hasSizeBetween(60, 2 * 61);
    assertThat(lobby.people(ROOM)).hasSize(PEOPLE);
  }

  @Test
  void tenThousandAtOnceAreToldInMessagesThatAreNotTooLong() {
    for (int i = 0; i < PEOPLE; i++) {
      lobby.came("user" + i, "tab", ROOM);
    }
    lobby.pass(Duration.ofSeconds(30));

    List<Draft> written = List.copyOf(lobby.written);
    assertThat(joined()).hasSize(PEOPLE);
    assertThat(written).hasSizeLessThan(60);
    assertThat(written).allMatch(draft -> draft.data().size() <= MOST_BYTES);
  }

  @Test
  void roomWhereOneComesAndGoesAllTheTimeTellsNoMore() {
    for (int i = 0; i < 300; i++) {
      lobby.came("user" + i, "tab", ROOM);
      lobby.pass(Duration.ofMillis(100));
    }
    assertThat(lobby.written).hasSizeBetween(30, 61);
  }
}
