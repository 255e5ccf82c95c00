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
      held.wire().until(r -> r.raw().equals("  "), Duration.ofSeconds(10));
      script.wire().until(r -> r.raw().equals("/**/  "), Duration.ofSeconds(10));
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
    for (int i = 0; i < ALL; i++) {
      gone.add(alice.listen(Way.BEATING_POLL, poll));
    }
    gone.forEach(Listening::head);
    Problems.refused(alice.ask(poll), 429, "rate-limited");

    gone.forEach(one -> one.wire().reset());

    long start = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              try (RawConnection held = alice.hold(poll)) {
                return held.poll(Duration.ofMillis(200)).isEmpty();
              }
            });
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("sooner than any hold would have ended")
        .isLessThan(Duration.ofSeconds(20));
    site.isWell();
  }
}
