package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old, odd and hasty HTTP: versions, connections, and how the bytes of a request arrive. */
class WireIT {

  private static final Duration QUIET = Duration.ofMillis(150);

  /** More than any of the containers has threads. */
  private static final int SLOW = 250;

  private static final int SLOW_BYTES = 12;

  @ParameterizedTest
  @EnumSource(Container.class)
  void http10ClientIsHeldAnsweredAndLetGo(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest poll = alice.signed(Call.poll(room).and("cursor", alice.cursor(room)).asGet());
    try (RawConnection held = site.connect().send(poll.version("HTTP/1.0"))) {
      held.staysSilent(QUIET);
      alice.publish(room, "old");

      assertThat(texts(AnswerRules.poll(held.read()))).containsExactly("old");
      assertThat(held.closes(Duration.ofSeconds(10))).as("closed after the answer").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void http10ClientThatAsksForKeepAliveIsEitherKeptOrClosed(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest poll =
        alice
            .signed(Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 1).asGet())
            .version("HTTP/1.0")
            .header("Connection", "keep-alive");
    try (RawConnection held = site.connect()) {
      RawResponse first = held.ask(poll);

      AnswerRules.poll(first);
      boolean kept =
          first.header("Connection").map(v -> v.equalsIgnoreCase("keep-alive")).orElse(false);
      if (kept) {
        AnswerRules.poll(held.ask(poll));
      } else {
        assertThat(held.closes(Duration.ofSeconds(10))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void connectionIsKeptFromPollToPoll(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    try (RawConnection connection = site.connect()) {
      for (int i = 0; i < 20; i++) {
        Call poll = Call.poll(room).and("cursor", cursor);
        connection.send(alice.signed(i % 2 == 0 ? poll.asGet() : poll.asJson()));
        alice.publish(room, "m" + i);
        JsonObject answer = AnswerRules.poll(connection.read());
        assertThat(texts(answer)).containsExactly("m" + i);
        cursor = Person.cursorOf(answer);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void connectionIsKeptAfterARefusalUnlessItSaysOtherwise(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (RawRequest request :
        List.of(
            Call.poll("bad name").asJson(),
            Call.poll("/room/a").asJson(),
            RawRequest.post("/v1/poll", "{").type("application/json"),
            RawRequest.post("/v1/publish", "<a/>").type("application/xml"),
            RawRequest.of("DELETE", "/v1/poll"),
            RawRequest.get("/v1/nothing"))) {
      try (RawConnection connection = site.connect()) {
        RawResponse refused = connection.ask(request);
        assertThat(refused.status()).isBetween(400, 499);
        if (refused.header("Connection").filter("close"::equals).isPresent()) {
          assertThat(connection.closes(Duration.ofSeconds(10))).isTrue();
        } else {
          AnswerRules.poll(connection.ask(alice.signed(Call.poll(site.room()).asJson())));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void headIsRefusedWhereARequestMayBeHeld(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    RawRequest head = alice.signed(Call.poll(site.room()).asGet()).method("HEAD");
    try (RawConnection connection = site.connect()) {

      RawResponse response = connection.ask(head);

      assertThat(response.status()).isEqualTo(405);
      AnswerRules.headers(response);
      assertThat(response.header("Allow").orElse("")).contains("GET").contains("POST");
      connection.staysSilent(Duration.ofMillis(50));
      AnswerRules.poll(connection.ask(head.method("GET")));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pipelinedRequestsAreAnsweredInOrder(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String cursor = alice.cursor(room);
    RawRequest held = alice.signed(Call.poll(room).and("cursor", cursor).and("hold", 1).asGet());
    StringBuilder all = new StringBuilder();
    for (RawRequest request :
        List.of(
            held,
            alice.signed(Call.publish(room, "after").asJson()),
            alice.signed(Call.poll(room).and("cursor", cursor).asJson()),
            alice.signed(Call.history(room).asGet()))) {
      all.append(request.wire());
    }
    try (RawConnection connection = site.connect().send(all.toString())) {

      assertThat(texts(AnswerRules.poll(connection.read()))).isEmpty();
      assertThat(connection.read().ok().json().get("offset").getAsInt()).isEqualTo(1);
      assertThat(texts(AnswerRules.poll(connection.read()))).containsExactly("after");
      assertThat(texts(connection.read().ok().json())).containsExactly("after");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void requestMayBeCutAtEachByte(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    byte[] bytes = alice.signed(Call.publish(room, "é".repeat(5)).asJson()).bytes();
    List<RawConnection> cut = new ArrayList<>();
    try {
      for (int at = 1; at < bytes.length; at++) {
        cut.add(site.connect().send(bytes, 0, at));
      }
      for (int at = 1; at < bytes.length; at++) {
        cut.get(at - 1).send(bytes, at, bytes.length);
      }
      for (RawConnection connection : cut) {
        assertThat(connection.read().ok().json().get("channel").getAsString()).isEqualTo(room);
      }
    } finally {
      cut.forEach(RawConnection::close);
    }
    assertThat(alice.all(room))
        .hasSize(bytes.length - 1)
        .allMatch(m -> m.get("data").getAsString().equals("é".repeat(5)));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void slowBodiesHoldUpNobody(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String slow = site.room();
    String quick = site.room();
    byte[] bytes = alice.signed(Call.publish(slow, "slow").asJson()).bytes();
    int inBody = bytes.length - SLOW_BYTES;
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        connections.add(site.connect().send(bytes, 0, inBody));
      }
      for (int at = inBody; at < bytes.length; at++) {
        for (RawConnection connection : connections) {
          connection.send(bytes, at, at + 1);
        }
        // Until the last round no body becomes whole before this is answered.
        alice.publish(quick, "quick");
      }
      for (RawConnection connection : connections) {
        assertThat(connection.read().status()).isEqualTo(200);
      }
    } finally {
      connections.forEach(RawConnection::close);
    }
    assertThat(alice.all(slow)).hasSize(SLOW);
    assertThat(alice.all(quick)).hasSize(SLOW_BYTES);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void bodyMayBeChunked(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String body = Call.publish(room, "in pieces").body();
    StringBuilder request = new StringBuilder("POST /v1/publish HTTP/1.1\r\nHost: localhost\r\n");
    request.append("Authorization: Bearer ").append(alice.token()).append("\r\n");
    request.append("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < body.length(); at += 7) {
      String piece = body.substring(at, Math.min(body.length(), at + 7));
      request.append(Integer.toHexString(piece.length())).append("\r\n");
      request.append(piece).append("\r\n");
    }
    try (RawConnection connection = site.connect().send(request + "0\r\n\r\n")) {
      assertThat(connection.read().ok().json().get("offset").getAsInt()).isEqualTo(1);
    }
    assertThat(alice.all(room).get(0).get("data").getAsString()).isEqualTo("in pieces");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void clientThatExpectsContinueIsServed(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest request =
        alice.signed(Call.publish(room, "big").asJson()).header("Expect", "100-continue");

    assertThat(site.ask(request).status()).isEqualTo(200);
    assertThat(alice.all(room)).hasSize(1);
  }
}
