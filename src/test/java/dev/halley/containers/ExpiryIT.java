package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What time takes away: tokens, and messages that were kept for a moment. */
class ExpiryIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenEndsAtItsTimeAlsoWhileItsRequestIsHeld(Container container, @TempDir Path data) {
    try (Site site = Site.start(container, data, Map.of("guest-life", "6 s"))) {
      // What a server does for the first time takes it longer, and the token lives on meanwhile.
      site.guest().cursor(site.room());
      String name = site.fresh("g");
      JsonObject session = site.ask(Call.session(name).asJson()).ok().json();
      long expires = session.get("expires").getAsLong();
      Person alice = new Person(site, session.get("token").getAsString(), name, name);
      String room = site.room();
      Call poll = Call.poll(room).and("cursor", alice.cursor(room));
      List<Listening> others =
          Arrays.stream(Way.values())
              .filter(way -> way != Way.POLL)
              .map(way -> alice.listen(way, poll))
              .toList();
      try (RawConnection held = alice.hold(poll);
          RawSocket socket = RawSocket.of(alice).read(poll)) {

        Problems.refused(held.read(), 401, "expired-token");

        assertThat(System.currentTimeMillis()).isBetween(expires - 50, expires + 10_000);
        socket.error(401, "expired-token");
        assertThat(socket.closed()).isEqualTo(4401);
      }
      for (Listening other : others) {
        Problems.described(other.end().getAsJsonObject("error"), 401, "expired-token");
        other.close();
      }
      Problems.refused(alice.ask(poll), 401, "expired-token");
      Problems.refused(alice.ask(Call.poll("/broadcast")), 401, "expired-token");
      Problems.refused(alice.ask(Call.publish(room, "late")), 401, "expired-token");
      Person next =
          Awaitility.await()
              .atMost(RawConnection.SOON)
              .ignoreExceptions()
              .until(() -> site.guest(name), person -> true);
      assertThat(next.all(room)).isEmpty();
      site.isWell();
    }
  }

  @Test
  void messageThatIsGoneLeavesAGapThatIsSaid() {
    Site site = Site.shared(Container.JETTY);
    Person alice = site.guest();
    String typing = site.room() + "/typing";
    String cursor = alice.cursor(typing);
    alice.publish(typing, "one");
    site.guest().publish(typing, "two");
    Call poll = Call.poll(typing).and("cursor", cursor);
    assertThat(Person.texts(alice.poll(poll))).containsExactly("one", "two");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> Person.messagesOf(alice.poll(poll)).isEmpty());

    site.guest().publish(typing, "three");
    JsonObject answer = alice.poll(poll);
    assertThat(Person.texts(answer)).containsExactly("three");
    assertThat(answer.getAsJsonArray("gaps"))
        .hasToString("[{\"channel\":\"" + typing + "\",\"from\":1,\"to\":2}]");
    JsonObject page = alice.ask(Call.history(typing).and("after", 0).asGet()).ok().json();
    assertThat(page.get("gaps")).isEqualTo(answer.get("gaps"));
    assertThat(Person.texts(page)).containsExactly("three");
  }
}
