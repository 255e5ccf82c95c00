package dev.halley.protocol.plain;

import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.util.Optional;

/** Where one reads and writes: what a page is about. */
sealed interface Place {

  /** What the name of a room or a person must look like, for error messages. */
  String EXPECTED = "a room's name of 1 to 64 letters, digits or -_.~!@$(), or @ and a user's name";

  /** A room. */
  record Room(ChannelName channel) implements Place {

    /** The name alone, without the {@code /room/} before it. */
    String name() {
      return channel.value().substring(PREFIX.length());
    }
  }

  /**
   * The direct messages of whoever asks.
   *
   * @param to whom the form writes to, empty for nobody yet
   */
  record Inbox(String to) implements Place {}

  /** What the channels of rooms begin with. */
  String PREFIX = "/room/";

  /** Reads what was typed: {@code tea}, {@code #tea}, {@code /room/tea} or {@code @bob}. */
  static Optional<Place> parse(String typed) {
    String name = typed.strip();
    if (name.equals("@")) {
      return Optional.of(new Inbox(""));
    }
    if (name.startsWith("@")) {
      return UserName.parse(name.substring(1)).map(user -> new Inbox(user.value()));
    }
    if (name.startsWith(PREFIX)) {
      name = name.substring(PREFIX.length());
    } else if (name.startsWith("#")) {
      name = name.substring(1);
    }
    return name.contains("/") ? Optional.empty() : ChannelName.parse(PREFIX + name).map(Room::new);
  }
}
