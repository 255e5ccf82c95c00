package dev.halley.bench.load;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How Halley is spoken to: as its own browser client does, with a token, a reader's name and the
 * count of its polls.
 *
 * @param users who reads and publishes
 * @param crowd a letter that begins the readers' names: those of two crowds at a time must differ,
 *     or they would supersede each other
 * @param carrier how the messages come
 * @param rule what follows a room's name: {@code /typing} for a log that is in memory alone
 * @param hold how long a poll is held, in seconds
 * @param headers what a request has besides, with its line ends
 */
record HalleyDialect(
    Users users, char crowd, Carrier carrier, String rule, int hold, String headers)
    implements Dialect {

  private static final byte[] CURSOR_PARAMETER = Text.bytes("&cursor=");
  private static final byte[] CURSOR_FIELD = Text.bytes("\",\"cursor\":\"");
  private static final byte[] END = Text.bytes("\"}");
  private static final byte[] NOTHING = {};
  private static final String HANDSHAKE =
      String.join(
          "\r\n",
          "GET /v1/ws HTTP/1.1",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: halley.v1",
          "");
  private static final int TEXT_FRAME = 0x81;
  private static final int MASKED_SHORT = 0x80 | 126;
  private static final int SEQUENCE_DIGITS = 7;

  /** The same length for each number, so that the length of the body is known. */
  private static final int BODY =
      Text.PAYLOAD + Text.DIGITS + "{\"channel\":\"\",\"id\":\"\",\"data\":}".length();

  private static final class Get implements Question {

    private final byte[] before;
    private final byte[] after;
    private final boolean isPoll;

    Get(String before, String after, boolean isPoll) {
      this.before = Text.bytes(before);
      this.after = Text.bytes(after);
      this.isPoll = isPoll;
    }

    @Override
    public boolean isPoll() {
      return isPoll;
    }

    @Override
    public boolean needsHandshake() {
      return false;
    }

    @Override
    public void putHandshake(ByteBuffer out) {
      throw new IllegalStateException("only a WebSocket begins with a handshake");
    }

    @Override
    public void put(ByteBuffer out, Place place) {
      out.put(before);
      Text.putNumber(out, place.ask(), SEQUENCE_DIGITS);
      if (place.length() > 0) {
        out.put(CURSOR_PARAMETER);
        place.putCursor(out);
      }
      out.put(after);
    }
  }

  private static final class Read implements Question {

    private final byte[] handshake;
    private final byte[] before;

    Read(String handshake, String before) {
      this.handshake = Text.bytes(handshake);
      this.before = Text.bytes(before);
    }

    @Override
    public boolean needsHandshake() {
      return true;
    }

    @Override
    public boolean isPoll() {
      return false;
    }

    @Override
    public void putHandshake(ByteBuffer out) {
      out.put(handshake);
    }

    /** A masked frame; a mask of zeros changes nothing. */
    @Override
    public void put(ByteBuffer out, Place place) {
      byte[] name = place.length() > 0 ? CURSOR_FIELD : NOTHING;
      out.put((byte) TEXT_FRAME).put((byte) MASKED_SHORT);
      out.putShort((short) (before.length + name.length + place.length() + END.length)).putInt(0);
      out.put(before).put(name);
      place.putCursor(out);
      out.put(END);
    }
  }

  @Override
  public Question question(int reader, List<String> channels) {
    return switch (carrier) {
      case POLL -> get("/v1/poll?hold=" + hold + "&", reader, channels, true);
      case STREAM -> get("/v1/stream?", reader, channels, false);
      case SOCKET -> new Read(HANDSHAKE + ending(reader), read(reader, channels));
    };
  }

  private Get get(String path, int reader, List<String> channels, boolean isPoll) {
    return new Get(
        "GET "
            + path
            + "channel="
            + rooms(channels, "&channel=")
            + "&client="
            + crowd
            + reader
            + "&seq=",
        " HTTP/1.1\r\n" + ending(reader),
        isPoll);
  }

  /** Without its end, where the cursor belongs. */
  private String read(int reader, List<String> channels) {
    return "{\"type\":\"read\",\"channel\":[\""
        + rooms(channels, "\",\"")
        + "\"],\"client\":\""
        + crowd
        + reader;
  }

  private String rooms(List<String> channels, String between) {
    return channels.stream().map(this::room).collect(Collectors.joining(between));
  }

  private String ending(int user) {
    return "Host: localhost\r\n" + users.authorization(user) + headers + "\r\n";
  }

  private String room(String channel) {
    return "/room/" + channel + rule;
  }

  @Override
  public void publish(ByteBuffer out, int publisher, String channel, int number) {
    String room = room(channel);
    out.put(
        Text.bytes(
            "POST /v1/publish HTTP/1.1\r\nHost: localhost\r\n"
                + users.authorization(publisher)
                + "Content-Type: application/json\r\nContent-Length: "
                + (BODY + room.length())
                + "\r\n\r\n{\"channel\":\""
                + room
                + "\",\"id\":\""));
    Text.putNumber(out, number, Text.DIGITS);
    out.put(Text.bytes("\",\"data\":"));
    Text.putPayload(out, number);
    out.put((byte) '}');
  }

  @Override
  public boolean greets() {
    return true;
  }
}
