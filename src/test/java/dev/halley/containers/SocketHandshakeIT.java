package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which requests open a WebSocket (RFC 6455, section 4.2), and what the others are told. */
class SocketHandshakeIT {

  /** A handshake with another value for a header. */
  private static RawRequest with(String header, String value) {
    return without(header).header(header, value);
  }

  private static RawRequest without(String header) {
    RawRequest whole = RawSocket.handshake(RawSocket.PATH);
    List<String> lines = new ArrayList<>(whole.headers());
    lines.removeIf(line -> line.startsWith(header + ":"));
    return new RawRequest(whole.method(), whole.target(), whole.version(), lines, whole.body());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void requestThatIsNoHandshakeIsRefusedInOurWords(Container container) {
    Site site = Site.shared(container);
    Map<String, RawRequest> refused =
        Map.of(
            "Upgrade takes", RawRequest.get(RawSocket.PATH),
            "Sec-WebSocket-Key takes", with("Sec-WebSocket-Key", "dG9vIHNob3J0"),
            "Sec-WebSocket-Version takes 13", with("Sec-WebSocket-Version", "12"),
            "Sec-WebSocket-Protocol takes halley.v1", with("Sec-WebSocket-Protocol", "chat, v2"));
    refused.forEach(
        (detail, request) -> {
          RawResponse answer = site.ask(request);
          assertThat(Problems.refused(answer, 400, "invalid-parameter").get("detail").getAsString())
              .startsWith(detail);
          assertThat(answer.header("Sec-WebSocket-Version")).contains("13");
        });
    Problems.refused(site.ask(without("Sec-WebSocket-Key")), 400, "invalid-parameter");
    Problems.refused(site.ask(without("Sec-WebSocket-Version")), 400, "invalid-parameter");
    Problems.refused(
        site.ask(with("Sec-WebSocket-Protocol", "HALLEY.V1")), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void onlyGetOpensASocket(Container container) {
    Site site = Site.shared(container);
    for (String method : List.of("POST", "PUT", "DELETE")) {
      RawResponse answer = site.ask(RawSocket.handshake(RawSocket.PATH).method(method));
      Problems.refused(answer, 405, "method-not-allowed");
      assertThat(answer.header("Allow")).contains("GET, OPTIONS");
    }
    assertThat(site.ask(RawRequest.of("HEAD", RawSocket.PATH)).status()).isEqualTo(405);
    RawResponse options = site.ask(RawRequest.of("OPTIONS", RawSocket.PATH));
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).contains("GET, OPTIONS");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenThatIsNoGoodIsRefusedWithItsStatus(Container container) {
    Site site = Site.shared(container);
    String bad = RawSocket.PATH + "?token=rubbish";

    Problems.refused(site.ask(RawSocket.handshake(bad)), 401, "invalid-token");
    Problems.refused(
        site.ask(RawSocket.handshake(RawSocket.PATH).header("Authorization", "Bearer x.y.z")),
        401,
        "invalid-token");
    Problems.refused(
        site.ask(RawSocket.handshake(RawSocket.PATH + "?token=a&token=b")),
        400,
        "invalid-parameter");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void languageIsNamedToWhoAsksForItAndSpokenToWhoDoesNot(Container container) {
    Site site = Site.shared(container);
    RawRequest among = with("Sec-WebSocket-Protocol", "halley.v9, halley.v1");
    RawRequest none = without("Sec-WebSocket-Protocol");
    try (RawConnection connection = site.connect()) {
      assertThat(connection.ask(among).header("Sec-WebSocket-Protocol")).contains("halley.v1");
    }
    try (RawConnection connection = site.connect()) {
      RawResponse answer = connection.ask(none);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Protocol")).isEmpty();
    }
    try (RawSocket socket = RawSocket.open(site, none)) {
      assertThat(socket.read(Call.poll("/broadcast")).answer().get("messages")).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pageOfAnyOriginMayOpenASocket(Container container) {
    Site site = Site.shared(container);
    RawRequest foreign =
        RawSocket.handshake(RawSocket.PATH)
            .header("Origin", "https://elsewhere.example")
            .header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
    try (RawSocket socket = RawSocket.open(site, foreign)) {
      socket.read(Call.poll("/broadcast")).answer();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void serverSaysThatItHasSockets(Container container) {
    assertThat(
            Site.shared(container)
                .ask(Call.to("/v1/info").asGet())
                .json()
                .getAsJsonArray("transports"))
        .contains(new JsonPrimitive("websocket"));
  }
}
