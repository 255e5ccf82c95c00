package dev.halley.presence;

import dev.halley.hub.End;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What presence adds to each poll: that it is noted when the reader comes, and when it goes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PresenceBenchmark {

  private static final int USERS = 1_000;

  private final Presence presence = new Lobby().presence;
  private final Subscription[] rooms = new Subscription[USERS];
  private final Subscription[] pages = new Subscription[USERS];
  private int next;

  /** Makes a thousand readers of one room. */
  public PresenceBenchmark() {
    ChannelName room = Lobby.ROOM;
    for (int i = 0; i < USERS; i++) {
      rooms[i] = Lobby.reading("user" + i, "tab", room);
      pages[i] =
          Lobby.reading(
              "user" + i,
              "tab",
              room,
              ChannelName.of("/room/a/presence"),
              ChannelName.of("/room/a/typing"),
              ChannelName.of("/user/user" + i));
    }
  }

  /** Who reads a room alone. */
  @Benchmark
  public void room() {
    visit(rooms);
  }

  /** Who reads all that the chat page reads; only one of the four channels shows people. */
  @Benchmark
  public void page() {
    visit(pages);
  }

  private void visit(Subscription[] readers) {
    next = (next + 1) % USERS;
    presence.came(readers[next]);
    presence.went(readers[next], End.ANSWERED);
  }
}
