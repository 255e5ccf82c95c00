package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page that goes away says so, and nothing is held for it any more. */
class LeaveIT {

  private static final Call LEAVE = Call.to("/v1/leave").and("client", "page");

  @ParameterizedTest
  @EnumSource(Container.class)
  void whatAReaderHoldsEndsOnEveryCarrier(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    List<RawRequest> ways =
        List.of(
            alice.signed(LEAVE.asJson()),
            // What a page can send while it goes: a text or a form, and no header.
            LEAVE.and("token", alice.token()).asText(),
            LEAVE.and("token", alice.token()).asForm());
    for (RawRequest leave : ways) {
      Call read = Call.poll(room).and("cursor", alice.cursor(room));
      List<Listening> held =
          Arrays.stream(Way.values())
              .filter(way -> way != Way.POLL && way != Way.JSONP)
              .map(way -> alice.listen(way, read.and("client", "page")))
              .toList();
      try (Listening stays = alice.listen(Way.STREAM, read.and("client", "other"));
          Listening theirs = site.guest().listen(Way.STREAM, read.and("client", "page"))) {
        held.forEach(one -> one.isHeld(Duration.ofMillis(50)));

        RawResponse left = site.ask(leave);

        assertThat(left.status()).isEqualTo(204);
        assertThat(left.length()).isZero();
        AnswerRules.headers(left);
        held.forEach(one -> assertThat(one.end().has("superseded")).isTrue());
        alice.publish(room, "still here");
        assertThat(stays.texts(1)).endsWith("still here");
        assertThat(theirs.texts(1)).endsWith("still here");
      } finally {
        held.forEach(Listening::close);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoLeftMayComeBack(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    assertThat(alice.ask(LEAVE).status()).as("with nothing held").isEqualTo(204);
    try (Listening back = alice.listen(Way.STREAM, read)) {
      alice.publish(room, "again");
      assertThat(back.texts(1)).containsExactly("again");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void leaveSaysWhatIsOff(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String client : List.of("", "a b", "x".repeat(65))) {
      Call leave = Call.to("/v1/leave").and("client", client);
      Problems.refused(alice.ask(leave), 400, "invalid-parameter");
    }
    Problems.refused(alice.ask(Call.to("/v1/leave")), 400, "invalid-parameter");
    Problems.refused(alice.ask(LEAVE.asGet()), 405, "method-not-allowed");
    Problems.refused(site.ask(LEAVE.and("token", "no.to.ken").asText()), 401, "invalid-token");
  }
}
