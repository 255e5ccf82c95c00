package dev.halley.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How the bare servlets are spoken to.
 *
 * @param path which of them, {@code /two-phase/}
 * @param query what a poll's path has at its end
 * @param headers what a request has besides, with its line ends
 * @param before what stands before the payload of a message
 * @param after what stands after it
 */
record BareDialect(String path, String query, String headers, String before, String after)
    implements Dialect {

  /** As long as a guest's. */
  private static final int TOKEN = 188;

  /** As many bytes each way as with Halley, which nobody looks at. */
  static BareDialect dressed(String headers) {
    return new BareDialect(
        "/dressed/",
        "?hold=55&channel=/room/b1x0/typing&client=r100&seq=1000000&cursor=AfL0Oq2oVd0AAZrA9wQBAQ",
        "Authorization: Bearer " + "x".repeat(TOKEN) + "\r\n" + headers,
        "{\"cursor\":\"AfL0Oq2oVd0AAZrA9wQBAQ\",\"messages\":[{\"channel\":\"/room/b1x0/typing\","
            + "\"offset\":1000,\"id\":\"00001000\",\"from\":\"u0\",\"time\":1795786938000,\"data\":",
        "}],\"hold\":55,\"delay\":0}");
  }

  private static final class Get implements Question {

    private final byte[] request;

    Get(String request) {
      this.request = Text.bytes(request);
    }

    @Override
    public boolean needsHandshake() {
      return false;
    }

    @Override
    public boolean isPoll() {
      return true;
    }

    @Override
    public void putHandshake(ByteBuffer out) {
      throw new IllegalStateException("a bare servlet has no WebSockets");
    }

    @Override
    public void put(ByteBuffer out, Place place) {
      out.put(request);
    }
  }

  @Override
  public Question question(int reader, List<String> channels) {
    return new Get(
        "GET "
            + path
            + channels.get(0)
            + query
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\n");
  }

  @Override
  public void publish(ByteBuffer out, int publisher, String channel, int number) {
    out.put(
        Text.bytes(
            "POST "
                + path
                + channel
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + headers
                + "Content-Length: "
                + (before.length() + Text.PAYLOAD + after.length())
                + "\r\n\r\n"
                + before));
    Text.putPayload(out, number);
    out.put(Text.bytes(after));
  }

  @Override
  public boolean greets() {
    return false;
  }
}
