package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerParserTest {

  private final AnswerParser parser = new AnswerParser();

  private void came(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    parser.add(bytes, bytes.length);
  }

  @Test
  void answerIsWholeWithTheLastByteOfItsLength() {
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX:  y \r\n\r\nabc";
    for (int i = 0; i < whole.length() - 1; i++) {
      came(whole.substring(i, i + 1));
      assertThat(parser.next(false)).isEmpty();
    }
    came("c");

    RawResponse answer = parser.next(false).orElseThrow();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x")).contains("y");
    assertThat(answer.text()).isEqualTo("abc");
    assertThat(parser.left()).isZero();
  }

  @Test
  void chunksAreJoined() {
    came(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n");
    assertThat(parser.next(false)).isEmpty();
    came("0\r\n\r\n");

    assertThat(parser.next(false).orElseThrow().text()).isEqualTo("abc0123456789");
  }

  @Test
  void pipelinedAnswersComeOutOneByOne() {
    came("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    came("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nnoHTTP/1.1 200 ");

    assertThat(parser.next(false).map(RawResponse::status)).contains(204);
    assertThat(parser.next(false).map(RawResponse::text)).contains("no");
    assertThat(parser.next(false)).isEmpty();
    assertThat(parser.left()).isEqualTo(13);
  }

  @Test
  void bytesBehindASwitchOfProtocolsAreNoAnswer() {
    came("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nab");

    assertThat(parser.next(false).map(RawResponse::status)).contains(101);
    assertThat(parser.bytes(3)).isEmpty();
    came("c");
    assertThat(parser.bytes(3)).contains(new byte[] {'a', 'b', 'c'});
  }

  @Test
  void answerWithoutLengthEndsWithTheConnection() {
    came("HTTP/1.0 200 OK\r\n\r\nall of it");
    assertThat(parser.next(false)).isEmpty();
    parser.end();

    assertThat(parser.next(false).map(RawResponse::text)).contains("all of it");
  }

  @Test
  void answerToHeadHasNoBody() {
    came("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 120\r\n\r\n");

    Optional<RawResponse> answer = parser.next(true);

    assertThat(answer.map(RawResponse::status)).contains(405);
  }

  @Test
  void rubbishIsNoAnswer() {
    came("<html>\r\n\r\n");

    assertThatThrownBy(() -> parser.next(false)).isInstanceOf(AssertionError.class);
  }
}
