package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls that ask for a sign of life while they are held. */
class BeatIT {

  /** As many as one user may hold at once. */
  private static final int ALL = 50;

  @ParameterizedTest
  @EnumSource(Container.class)
  void heldPollBeatsAndItsAnswerIsStillJson(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room));
    try (Listening held = alice.listen(Way.BEATING_POLL, poll);
        Listening script = alice.listen(Way.JSONP, poll.and("beat", 1))) {
      held.wire().until(r -> r.raw().matches(" {2,}"), RawConnection.SOON);
      script.wire().until(r -> r.raw().matches("/\\*\\*/ {2,}"), RawConnection.SOON);
      alice.publish(room, "now");

      RawResponse whole = held.whole().ok();
      assertThat(Person.texts(whole.json())).containsExactly("now");
      assertThat(whole.header("Transfer-Encoding")).contains("chunked");
      assertThat(script.whole().text()).matches("(?s)/\\*\\*/ +a\\.b\\(\\{.*\"now\".*\\}\\);");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientThatIsGoneIsNoticedByItsBeat(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 55);
    List<Listening> gone = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < ALL; i++) {
      gone.add(alice.listen(Way.BEATING_POLL, poll));
    }
    gone.forEach(Listening::head);
    Problems.refused(alice.ask(poll), 429, "rate-limited");

    gone.forEach(one -> one.wire().reset());

    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              try (Listening held = alice.listen(Way.BEATING_POLL, poll)) {
                return held.head().status() == 200;
              }
            });
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("sooner than any hold would have ended")
        .isLessThan(Duration.ofSeconds(49));
    site.isWell();
  }
}
