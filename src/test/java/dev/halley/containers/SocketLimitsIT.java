package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients of WebSockets may not do: be silent for ever, not read, or be too many. */
@TestInstance(Lifecycle.PER_CLASS)
class SocketLimitsIT {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "socket-ping", "1 s",
          "socket-stall", "3 s",
          "socket-unread", "64 KiB",
          "max-holds-per-user", "20",
          "max-holds-per-address", "5");

  /**
   * A client that reads at last, but does not answer the close: Tomcat looks every 10 s for sockets
   * that have been silent for 10 s, and cuts them after that.
   */
  private static final Duration CUT = Duration.ofSeconds(60);

  private final Map<Container, Site> sites = new EnumMap<>(Container.class);

  private Site site(Container container) {
    return sites.computeIfAbsent(
        container,
        kind -> {
          try {
            return Site.start(kind, BuiltFiles.newFolder(kind + "-sockets"), SETTINGS);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @AfterAll
  void stop() {
    sites.values().forEach(Site::close);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientIsPingedAndThatAnswersNoTwoIsClosed(Container container) {
    Site site = site(container);
    Person alice = site.guest();
    Call read = Call.poll(site.room());
    try (RawSocket dead = RawSocket.of(alice).dead();
        RawSocket alive = RawSocket.of(alice)) {
      dead.read(read).answer();
      alive.read(read).answer();

      alive.isPinged(4);

      assertThat(dead.closed()).isEqualTo(1001);
      assertThat(dead.pings()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientsThatDoNotReadAreCutAndHoldNobodyUp(Container container) {
    Site site = site(container);
    Person writer = site.guest();
    Person lazy = site.guest();
    String room = site.room();
    Call read = Call.poll(room);
    List<RawSocket> stalled =
        IntStream.range(0, 20)
            .mapToObj(i -> RawSocket.open(RawConnection.narrow(site.port()), lazy).read(read))
            .toList();
    // Who was answered has its place.
    stalled.forEach(RawSocket::answer);
    List<RawSocket> fresh = new ArrayList<>();
    try (RawSocket more = RawSocket.of(lazy)) {
      more.read(read).error(429, "rate-limited");
      try (RawSocket quick = RawSocket.of(writer).read(read)) {
        quick.answer();
        publishLarge(writer, room, quick);
      }

      // As many others have their places together only once all were given up, and none has read.
      for (int i = 0; i < stalled.size(); i++) {
        fresh.add(RawSocket.of(lazy));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isLetIn(fresh, room));
      }
      for (RawSocket socket : stalled) {
        assertThat(socket.ends(CUT)).as("is cut").isTrue();
      }
    } finally {
      stalled.forEach(RawSocket::close);
      fresh.forEach(RawSocket::close);
    }
    site.isWell();
  }

  /** Whether the last of some sockets may read now. The others go on answering pings. */
  private static boolean isLetIn(List<RawSocket> sockets, String room) {
    int last = sockets.size() - 1;
    sockets.subList(0, last).forEach(socket -> socket.staysSilent(Duration.ofMillis(1)));
    JsonObject heard = sockets.get(last).read(Call.poll(room)).hear();
    return heard.get("type").getAsString().equals("answer");
  }

  private static void publishLarge(Person writer, String room, RawSocket quick) {
    String large = "x".repeat(60_000);
    for (int i = 0; i < 12; i++) {
      long start = System.nanoTime();
      writer.publish(room, large);
      assertThat(Person.texts(quick.answer())).containsExactly(large);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("beside sockets that are stuck")
          .isLessThan(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientThatAsksAndDoesNotReadTheAnswersIsCut(Container container) {
    Site site = site(container);
    String wrong = "{\"type\":\"publish\",\"ref\":\"" + "y".repeat(1000) + "\"}";
    try (RawSocket socket = RawSocket.open(RawConnection.narrow(site.port()), site.anonymous())) {
      int sent = 0;
      try {
        while (sent < 20_000) {
          socket.say(wrong);
          sent++;
        }
      } catch (UncheckedIOException e) {
        // It is cut already.
      }
      List<JsonObject> heard = new ArrayList<>();
      int code = heardUntilTheEnd(socket, heard);
      assertThat(heard.size()).isLessThan(sent);
      assertThat(code).isIn(1013, 0);
    }
    site.isWell();
  }

  /** The code of the close; 0 where the connection ends without. */
  private static int heardUntilTheEnd(RawSocket socket, List<JsonObject> heard) {
    while (true) {
      Optional<RawFrame> frame = socket.next(Duration.ofSeconds(20));
      if (frame.isEmpty()) {
        assertThat(socket.ends(Duration.ZERO)).as("it has ended").isTrue();
        return 0;
      }
      if (frame.get().opcode() == RawFrame.CLOSE) {
        return frame.get().code();
      }
      heard.add(new JsonObject());
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void addressHasSoManySocketsAndNoMore(Container container) {
    Site site = site(container);
    RawRequest one = RawSocket.handshake(RawSocket.PATH).header("X-Forwarded-For", "192.0.2.7");
    RawRequest other = RawSocket.handshake(RawSocket.PATH).header("X-Forwarded-For", "192.0.2.8");
    List<RawSocket> open = IntStream.range(0, 5).mapToObj(i -> RawSocket.open(site, one)).toList();
    // Who hears something was counted.
    open.forEach(socket -> socket.say("{}").hear());
    try {
      Problems.refused(site.ask(one), 429, "rate-limited");
      RawSocket.open(site, other).close();
    } finally {
      open.forEach(RawSocket::close);
    }
    Awaitility.await()
        .atMost(RawConnection.SOON)
        .ignoreExceptions()
        .until(
            () -> {
              RawSocket.open(site, one).close();
              return true;
            });
  }
}
