package dev.halley.presence;

import static dev.halley.presence.Lobby.OTHER;
import static dev.halley.presence.Lobby.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.hub.End;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Readers come, go and leave on several threads while another tells and forgets. In the end who is
 * there is there, who is not is not, and who has heard all that was told knows the same.
 */
class PresenceStressTest {

  private static final int THREADS = 4;
  private static final int STEPS = 20_000;
  private static final int USERS = 6;

  private final Lobby lobby = new Lobby();
  private final CountDownLatch done = new CountDownLatch(THREADS);

  private void comesAndGoes(long seed) {
    try {
      comeAndGo(seed);
    } finally {
      done.countDown();
    }
  }

  private void comeAndGo(long seed) {
    Random random = new Random(seed);
    List<Runnable> open = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      String user = "user" + random.nextInt(USERS);
      String client = "tab" + random.nextInt(3);
      ChannelName[] where =
          random.nextBoolean() ? new ChannelName[] {ROOM, OTHER} : new ChannelName[] {ROOM};
      int what = random.nextInt(10);
      if (what < 5) {
        Subscription request = Lobby.reading(user, client, where);
        lobby.presence.came(request);
        open.add(() -> lobby.presence.went(request, End.ANSWERED));
      } else if (what < 9 && !open.isEmpty()) {
        open.remove(random.nextInt(open.size())).run();
      } else {
        lobby.presence.leave(new UserName(user), client);
      }
    }
    open.forEach(Runnable::run);
  }

  private void tickUntilDone() throws InterruptedException {
    while (!done.await(0, TimeUnit.SECONDS)) {
      lobby.pass(Duration.ofMillis(100));
      List<String> unused = lobby.people(ROOM);
    }
  }

  private static Set<String> follow(Iterable<Draft> written) {
    Set<String> there = new HashSet<>();
    for (Draft draft : written) {
      if (draft.channel().value().equals("/room/a/presence")) {
        for (String event : Lobby.events(draft)) {
          String user = event.substring(event.indexOf(' ') + 1);
          boolean unused = event.startsWith("join") ? there.add(user) : there.remove(user);
        }
      }
    }
    return there;
  }

  private Set<String> there() {
    Set<String> there = new HashSet<>();
    lobby.people(ROOM).forEach(person -> there.add(person.substring(0, person.indexOf(' '))));
    return there;
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void nobodyIsLostAndNobodyHaunts() throws InterruptedException {
    lobby.came("watcher", "tab", ROOM);
    for (int i = 0; i < THREADS; i++) {
      long seed = i;
      new Thread(() -> comesAndGoes(seed), "comes-and-goes-" + i).start();
    }
    tickUntilDone();
    // Whose grace ends within the last half second is told of a little later.
    for (int i = 0; i < 50 && !follow(lobby.written).equals(there()); i++) {
      lobby.pass(Duration.ofMillis(100));
    }
    assertThat(follow(lobby.written)).isEqualTo(there()).contains("watcher");

    lobby.pass(Lobby.GRACE.plusSeconds(2));

    assertThat(lobby.people(ROOM)).containsExactly("watcher 1");
    assertThat(lobby.people(OTHER)).isEmpty();
    assertThat(follow(lobby.written)).containsExactly("watcher");
    assertThat(lobby.presence.size()).isEqualTo(1);
  }
}
