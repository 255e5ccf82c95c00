package dev.halley.protocol.json;

import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.util.List;

/** The one channel that the tests over a {@link House} read, and what is said of it. */
final class Room {

  static final ChannelName NAME = ChannelName.of("/room/a");

  /** The query of a request that is held: its cursor stands at the start of the empty log. */
  static final String HELD = "?channel=/room/a&cursor=" + cursor(0);

  private Room() {}

  /** The token of the cursor that stands at the offset. */
  static String cursor(long offset) {
    return Cursor.of(List.of(new Cursor.Entry(NAME, new Position(7, offset)))).token();
  }

  /** A message of bob's. */
  static Message message(long offset, String data) {
    return new Message(
        NAME,
        offset,
        new MessageId("m" + offset),
        new UserName("bob"),
        null,
        1000 + offset,
        Payload.ofJson(data));
  }

  /** The same as it stands on the wire. */
  static String json(long offset, String data) {
    return "{\"channel\":\"/room/a\",\"offset\":"
        + offset
        + ",\"id\":\"m"
        + offset
        + "\",\"from\":\"bob\",\"time\":"
        + (1000 + offset)
        + ",\"data\":"
        + data
        + "}";
  }

  /** An answer with these messages. */
  static String answer(long cursor, String messages) {
    return "{\"cursor\":\""
        + cursor(cursor)
        + "\",\"messages\":["
        + messages
        + "],\"hold\":25,\"delay\":0}";
  }
}
