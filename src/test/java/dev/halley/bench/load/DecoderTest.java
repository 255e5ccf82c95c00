package dev.halley.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server sends is understood however the network has cut it. */
class DecoderTest {

  private static final String ANSWERS =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"
          + "HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "4\r\nli\nn\r\n2\r\ne\n\r\n0\r\n\r\n"
          + "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"
          + "\u0081\u0003abc\u0081~\u0000\u0080"
          + "x".repeat(128);

  private static final List<String> HEARD =
      List.of("200 first", "503 ", "li", "ne", "end", "101 ", "abc", "x".repeat(128));

  @Test
  void everythingIsHeardAtOnce() throws IOException {
    assertThat(heard(ANSWERS, ANSWERS.length())).isEqualTo(HEARD);
  }

  @Test
  void everythingIsHeardInPiecesOfAnySize() throws IOException {
    for (int piece = 1; piece < 40; piece++) {
      assertThat(heard(ANSWERS, piece)).as("pieces of %s", piece).isEqualTo(HEARD);
    }
  }

  @Test
  void aCloseOfTheServersIsNoMessage() {
    String closes = "HTTP/1.1 101 Switching\r\n\r\n\u0088\u0002\u0003\u00e9";

    assertThatThrownBy(() -> heard(closes, closes.length()))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("found a frame of the kind 8");
  }

  /** Sends the text over a connection, so many bytes at a time, and reads it as the load does. */
  private static List<String> heard(String text, int piece) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    Recorder recorder = new Recorder();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      try (Loop loop = new Loop(server.getLocalPort())) {
        loop.connect(recorder);
        try (Socket socket = server.accept()) {
          socket.setTcpNoDelay(true);
          for (int at = 0; at < bytes.length; at += piece) {
            socket.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
            loop.pause(200_000);
          }
          loop.await(() -> recorder.heard.size() == HEARD.size(), 10_000_000_000L);
        }
      }
    }
    return recorder.heard;
  }

  private static final class Recorder implements Ear {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void opened(Wire wire) {}

    @Override
    public void answer(Wire wire, int status, byte[] bytes, int from, int to) {
      heard.add(status + " " + new String(bytes, from, to - from, ISO_8859_1));
    }

    @Override
    public void text(Wire wire, byte[] bytes, int from, int to) {
      heard.add(new String(bytes, from, to - from, ISO_8859_1));
    }

    @Override
    public void ended(Wire wire) {
      heard.add("end");
    }

    @Override
    public void later(Wire wire) {}
  }
}
