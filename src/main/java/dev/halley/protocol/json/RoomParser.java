package dev.halley.protocol.json;

import dev.halley.message.ChannelName;
import dev.halley.presence.Rooms;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;

/** Makes commands of what is asked about rooms and who is in them. */
final class RoomParser {

  private static final int MAX_PEOPLE = 10_000;
  private static final int DEFAULT_PEOPLE = 1_000;
  private static final int MAX_ROOMS = 100;
  private static final int DEFAULT_ROOMS = 50;

  private RoomParser() {}

  static JsonCommand presence(Parameters parameters) {
    ChannelName channel = parameters.channel();
    int limit = (int) parameters.number("limit", 1, MAX_PEOPLE, DEFAULT_PEOPLE);
    return channel == null
        ? CommandParser.incomplete(parameters)
        : new JsonCommand.Presence(channel, limit);
  }

  static JsonCommand list(Parameters parameters) {
    String text = parameters.text("after", "one channel name");
    boolean isSealed = text != null && Rooms.isSealed(text);
    ChannelName after = isSealed ? null : parameters.channelOrNull("after");
    int limit = (int) parameters.number("limit", 1, MAX_ROOMS, DEFAULT_ROOMS);
    String named = after == null ? "" : after.value();
    return new JsonCommand.ListRooms(text != null && isSealed ? text : named, limit);
  }

  static JsonCommand topic(Parameters parameters) {
    ChannelName room = parameters.channel();
    String takes = "a text of 0 to 200 characters on one line";
    String topic = parameters.text("topic", takes);
    if (room != null && !Rooms.isRoom(room)) {
      refuse(parameters, "channel takes a room, /room/NAME or /private/NAME; found another");
    }
    if (topic == null || !Rooms.isTopic(topic)) {
      refuse(
          parameters, "topic takes " + takes + "; found " + (topic == null ? "none" : "another"));
    }
    return room == null || topic == null
        ? CommandParser.incomplete(parameters)
        : new JsonCommand.SetTopic(room, topic);
  }

  private static void refuse(Parameters parameters, String detail) {
    parameters.refuse(Problem.of(Code.INVALID_PARAMETER, detail));
  }
}
