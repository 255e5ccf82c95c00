package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that go away while they are held, or in the middle of a request. */
class GoneIT {

  private static final int MANY = 40;

  /** How a client leaves. */
  enum Leaving {
    RESET,
    CLOSE,
    HALF_CLOSE
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientsThatLeaveWhileHeldHarmNobody(Container container) {
    Site site = Site.shared(container);
    for (Leaving leaving : Leaving.values()) {
      Person alice = site.guest();
      String room = site.room();
      Call poll = Call.poll(room).and("cursor", alice.cursor(room));
      List<RawConnection> leavers = new ArrayList<>();
      try (RawConnection stays = alice.hold(poll)) {
        for (int i = 0; i < MANY; i++) {
          leavers.add(alice.hold(poll));
        }
        stays.staysSilent(Duration.ofMillis(100));
        leavers.forEach(connection -> leave(connection, leaving));
        alice.publish(room, "still here");

        assertThat(texts(AnswerRules.poll(stays.read()))).containsExactly("still here");
      } finally {
        leavers.forEach(RawConnection::close);
      }
      assertThat(alice.all(room)).hasSize(1);
    }
    site.isWell();
  }

  private static void leave(RawConnection connection, Leaving leaving) {
    switch (leaving) {
      case RESET -> connection.reset();
      case CLOSE -> connection.close();
      case HALF_CLOSE -> connection.finish();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void readerWhoseConnectionWasCutPollsAgainAtOnce(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    // More in a row than one user may hold: each frees the one before. Some stay to hear it, so
    // that no more of them are under way at once than the server would hold.
    for (int i = 0; i < 120; i += 10) {
      RawConnection stays = alice.hold(poll.and("seq", i));
      for (int k = 1; k < 9; k++) {
        alice.hold(poll.and("seq", i + k)).reset();
      }
      RawConnection next = alice.hold(poll.and("seq", i + 9));
      assertThat(AnswerRules.poll(stays.read()).has("superseded")).isTrue();
      stays.close();
      next.reset();
    }
    try (RawConnection last = alice.hold(poll.and("seq", 120))) {
      last.staysSilent(Duration.ofMillis(100));
      alice.publish(room, "back");
      assertThat(texts(AnswerRules.poll(last.read()))).containsExactly("back");
    }
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void requestThatIsCutInTheMiddleStoresNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    byte[] bytes = alice.signed(Call.publish(room, "half").asJson()).bytes();
    for (int at = 1; at < bytes.length; at += 5) {
      RawConnection connection = site.connect().send(bytes, 0, at);
      if (at % 2 == 0) {
        connection.reset();
      } else {
        connection.finish();
        connection
            .poll(Duration.ofMillis(200))
            .ifPresent(answer -> assertThat(answer.status()).isBetween(400, 499));
        connection.close();
      }
    }

    assertThat(alice.all(room)).isEmpty();
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientThatDoesNotReadItsAnswerHoldsUpNobody(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String large = site.room();
    String cursor = alice.cursor(large);
    for (int i = 0; i < 16; i++) {
      alice.publish(large, "x".repeat(60_000));
    }
    List<RawConnection> lazy = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        lazy.add(alice.hold(Call.poll(large).and("cursor", cursor)));
      }
      String room = site.room();
      Call poll = Call.poll(room).and("cursor", alice.cursor(room));
      for (int i = 0; i < 20; i++) {
        try (RawConnection held = alice.hold(poll)) {
          alice.publish(room, "quick");
          AnswerRules.poll(held.read());
        }
      }
      assertThat(AnswerRules.poll(lazy.get(29).read()).getAsJsonArray("messages")).isNotEmpty();
    } finally {
      lazy.forEach(RawConnection::reset);
    }
    site.isWell();
  }
}
