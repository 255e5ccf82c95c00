package dev.halley.protocol.json;

import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes commands of what is said and asked about what was read. */
final class MarkParser {

  /** How many channels one question may name: each costs a look into its log. */
  static final int MAX_CHANNELS = 50;

  private MarkParser() {}

  static JsonCommand mark(Parameters parameters) {
    ChannelName channel = parameters.channel();
    Long offset = parameters.offset("offset", 0);
    UserName with = with(parameters);
    if (offset == null) {
      String detail = "offset takes the last offset that was read; found none";
      parameters.refuse(Problem.of(Code.INVALID_PARAMETER, detail));
    }
    return channel == null || offset == null
        ? CommandParser.incomplete(parameters)
        : new JsonCommand.MarkRead(channel, with, offset);
  }

  static JsonCommand unread(Parameters parameters) {
    List<ChannelName> channels = parameters.channels(MAX_CHANNELS);
    UserName with = with(parameters);
    return channels.isEmpty()
        ? CommandParser.incomplete(parameters)
        : new JsonCommand.ListUnread(channels, with);
  }

  private static @Nullable UserName with(Parameters parameters) {
    Set<UserName> users = parameters.users("with", 1);
    return users.isEmpty() ? null : users.iterator().next();
  }
}
