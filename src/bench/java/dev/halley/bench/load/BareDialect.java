package dev.halley.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How the bare servlets are spoken to.
 *
 * @param path which of them, {@code /two-phase/}
 * @param headers what a request has besides, with its line ends
 */
record BareDialect(String path, String headers) implements Dialect {

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
        "GET " + path + channels.get(0) + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  }

  @Override
  public void publish(ByteBuffer out, int publisher, String channel, int number) {
    out.put(
        Text.bytes(
            "POST "
                + path
                + channel
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + Text.PAYLOAD
                + "\r\n\r\n"));
    Text.putPayload(out, number);
  }

  @Override
  public boolean greets() {
    return false;
  }
}
