package dev.halley.containers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A WebSocket on an HTTP/2 connection (RFC 8441), as a browser opens it where the server says that
 * it can: of the containers here Jetty alone does.
 */
class Http2SocketIT {

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int STREAM = 1;

  /** The setting that allows an extended CONNECT, and its value. */
  private static final byte[] CONNECT_PROTOCOL = {0, 8, 0, 0, 0, 1};

  /** A field of the static table: {@code :status: 200} (RFC 7541, appendix A). */
  private static final byte STATUS_200 = (byte) 0x88;

  /** A frame of HTTP/2 (RFC 9113, section 4.1). */
  @SuppressWarnings("ArrayRecordComponent")
  private record Frame(int type, int flags, int stream, byte[] payload) {

    byte[] bytes() {
      return ByteBuffer.allocate(9 + payload.length)
          .putInt(payload.length << 8 | type)
          .put((byte) flags)
          .putInt(stream)
          .put(payload)
          .array();
    }
  }

  private static Frame next(RawConnection connection) {
    long end = System.nanoTime() + RawConnection.SOON.toNanos();
    ByteBuffer head = ByteBuffer.wrap(connection.bytes(9, end).orElseThrow());
    int lengthAndType = head.getInt();
    int flags = head.get();
    int stream = head.getInt();
    byte[] payload = connection.bytes(lengthAndType >>> 8, end).orElseThrow();
    return new Frame(lengthAndType & 0xff, flags, stream, payload);
  }

  /** The next frame of a type; those of others are passed over. */
  private static Frame next(RawConnection connection, int type) {
    Frame frame = next(connection);
    while (frame.type != type || (frame.flags == ACK && type == SETTINGS)) {
      frame = next(connection);
    }
    return frame;
  }

  /** Header fields as literals without indexing (RFC 7541, section 6.2.2). */
  private static byte[] fields(List<String> namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.size(); i++) {
      byte[] text = namesAndValues.get(i).getBytes(US_ASCII);
      if (i % 2 == 0) {
        block.write(0);
      }
      block.write(text.length);
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  @Test
  void socketOpensOnAnHttp2Connection() {
    Site site = Site.shared(Container.JETTY);
    Person alice = site.guest();
    String read =
        "{\"type\":\"read\",\"channel\":\"/room/h2\",\"ref\":2,\"token\":\""
            + alice.token()
            + "\"}";
    try (RawConnection connection = site.connect()) {
      connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      connection.send(new Frame(SETTINGS, 0, 0, new byte[0]).bytes());
      assertThat(next(connection, SETTINGS).payload).containsSubsequence(CONNECT_PROTOCOL);
      connection.send(new Frame(SETTINGS, ACK, 0, new byte[0]).bytes());
      byte[] connect =
          fields(
              List.of(
                  ":method", "CONNECT",
                  ":protocol", "websocket",
                  ":scheme", "http",
                  ":path", "/v1/ws",
                  ":authority", "localhost",
                  "sec-websocket-version", "13",
                  "sec-websocket-protocol", "halley.v1"));
      connection.send(new Frame(HEADERS, END_HEADERS, STREAM, connect).bytes());
      assertThat(next(connection, HEADERS).payload).contains(STATUS_200);

      connection.send(new Frame(DATA, 0, STREAM, RawFrame.text(read).masked()).bytes());

      String heard = new String(next(connection, DATA).payload, UTF_8);
      assertThat(heard).contains("{\"type\":\"answer\",\"ref\":2,");
    }
    site.isWell();
  }
}
