package dev.halley.presence;

/** What the names of rooms look like: {@code /room/NAME} and {@code /private/NAME}. */
final class RoomName {

  static final String OPEN = "/room/";
  static final String PRIVATE = "/private/";

  private static final String TYPING = "/typing";

  private RoomName() {}

  /** Whether the channel of this name is a room, and not one below a room. */
  static boolean isRoom(String channel) {
    return isRoom(channel, channel.length());
  }

  /** Whether people say in the channel of this name that they type in the room above it. */
  static boolean isTyping(String channel) {
    return channel.endsWith(TYPING) && isRoom(channel, channel.length() - TYPING.length());
  }

  private static boolean isRoom(String channel, int end) {
    int start = channel.startsWith(OPEN) ? OPEN.length() : PRIVATE.length();
    if (start == PRIVATE.length() && !channel.startsWith(PRIVATE)) {
      return false;
    }
    int slash = channel.indexOf('/', start);
    return end > start && (slash < 0 ? channel.length() : slash) == end;
  }
}
