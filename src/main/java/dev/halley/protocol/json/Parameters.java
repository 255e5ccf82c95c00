package dev.halley.protocol.json;

import dev.halley.auth.PrivateRoom;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one command, by name. Each is read as what it must be; the first that is not is
 * remembered as the problem, and reading goes on with a stand-in, so that one look at {@link
 * #problem} at the end is enough.
 */
final class Parameters {

  /** The one parameter that takes a list, so that a list of one is as good as the one. */
  private static final String CHANNEL = "channel";

  private static final int MAX_SHOWN = 40;

  /** Names the function that is to be called with the answer. */
  static final String CALLBACK = "callback";

  private static final int MAX_CALLBACK = 64;

  private static final Pattern FUNCTION =
      Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

  /** What that takes, for error messages. */
  static final String CALLBACK_TAKES =
      "names of [A-Za-z0-9_$] that begin with no digit, joined by dots, at most "
          + MAX_CALLBACK
          + " characters";

  private final Map<String, Value> fields;
  private final RecentNames names;
  private @Nullable Problem problem;

  Parameters(Map<String, Value> fields, RecentNames names) {
    this.fields = fields;
    this.names = names;
  }

  /** What is wrong, of what was read so far; null if all is well. */
  @Nullable Problem problem() {
    return problem;
  }

  /** Remembers a problem, unless there was one before. */
  void refuse(Problem other) {
    if (problem == null) {
      problem = other;
    }
  }

  private void refuse(String name, String takes, @Nullable String found) {
    String came = found == null ? "" : "; found " + shown(found);
    refuse(Problem.of(Code.INVALID_PARAMETER, name + " takes " + takes + came));
  }

  /** A whole number, or the stand-in if it is absent. */
  long number(String name, long min, long max, long absent) {
    Value value = one(name, "one whole number");
    if (value == null) {
      return absent;
    }
    String digits = value instanceof Value.Bare bare ? bare.text() : null;
    if (value instanceof Value.Digits number) {
      digits = number.digits();
    }
    if (digits != null && isWhole(digits)) {
      try {
        long found = Long.parseLong(digits);
        if (found >= min && found <= max) {
          return found;
        }
      } catch (NumberFormatException tooLong) {
        // Refused below, as one that is out of range.
      }
    }
    refuse(name, "a whole number from " + min + " to " + max, digits);
    return absent;
  }

  private static boolean isWhole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  /** As {@link #number}; null if it is absent. */
  @Nullable Long numberOrNull(String name, long min, long max) {
    return fields.containsKey(name) ? (Long) number(name, min, max, min) : null;
  }

  /** An offset; null if it is absent. */
  @Nullable Long offset(String name, long min) {
    return numberOrNull(name, min, Position.MAX_OFFSET);
  }

  /** A text; null if it is absent. */
  @Nullable String text(String name, String takes) {
    Value value = one(name, takes);
    if (value instanceof Value.Text text) {
      return text.text();
    }
    if (value instanceof Value.Bare bare) {
      return bare.text();
    }
    if (value != null) {
      refuse(name, takes, null);
    }
    return null;
  }

  /** A text of {@code [A-Za-z0-9_-]}; null if it is absent. */
  @Nullable String id(String name, int min, int max) {
    if (!fields.containsKey(name)) {
      return null;
    }
    String takes = min + " to " + max + " characters of [A-Za-z0-9_-]";
    String text = text(name, takes);
    if (text != null && (text.length() < min || !MessageId.isToken(text))) {
      refuse(name, takes, null);
      return null;
    }
    return text;
  }

  /** The message's id, or one that is made up. */
  MessageId messageId() {
    String id = id("id", 1, 64);
    return id == null ? MessageId.random() : new MessageId(id);
  }

  /** The cursor; one over no channel if it is absent. */
  Cursor cursor() {
    String token = text("cursor", "a cursor from an answer");
    return token == null ? Cursor.NONE : cursor("cursor", token);
  }

  /** The cursor that a header says. */
  Cursor cursor(String name, String token) {
    Cursor cursor = Cursor.parse(token).orElse(null);
    if (cursor == null) {
      refuse(Problem.of(Code.INVALID_CURSOR, name + " takes a cursor from an answer, unchanged"));
      return Cursor.NONE;
    }
    return cursor;
  }

  /** The name of a page's function; null if it is absent. */
  @Nullable String callback() {
    String text = text(CALLBACK, CALLBACK_TAKES);
    if (text != null && (text.length() > MAX_CALLBACK || !FUNCTION.matcher(text).matches())) {
      refuse(CALLBACK, CALLBACK_TAKES, null);
      return null;
    }
    return text;
  }

  /** The one channel; null, with a problem, if it is absent or none. */
  @Nullable ChannelName channel() {
    String takes = "one channel name";
    String name = text(CHANNEL, takes);
    if (name == null) {
      refuse(CHANNEL, takes, "none");
      return null;
    }
    return channel(name);
  }

  /** A channel that need not be there; null if it is absent or, with a problem, none. */
  @Nullable ChannelName channelOrNull(String name) {
    String text = text(name, "one channel name");
    return text == null ? null : channel(name, text);
  }

  /** The channels, each once; none, with a problem, if they are absent or one is none. */
  List<ChannelName> channels(int most) {
    Value value = fields.get(CHANNEL);
    if (value instanceof Value.Many many) {
      return channels(many.values(), most);
    }
    if (value == null) {
      return channels(List.of(), most);
    }
    ChannelName channel = channel(value, most);
    return channel == null ? List.of() : List.of(channel);
  }

  private List<ChannelName> channels(List<Value> names, int most) {
    if (names.isEmpty()) {
      refuse(CHANNEL, channelsTaken(most), "none");
    } else if (names.size() > most) {
      String found = "; found " + names.size();
      refuse(Problem.of(Code.TOO_MANY_CHANNELS, "channel takes " + channelsTaken(most) + found));
      return List.of();
    }
    Set<ChannelName> channels = new LinkedHashSet<>();
    for (Value name : names) {
      ChannelName channel = channel(name, most);
      if (channel == null) {
        return List.of();
      }
      channels.add(channel);
    }
    if (!Cursor.canCover(channels)) {
      refuse("channel", "names that one cursor can cover", "two that it cannot tell apart");
      return List.of();
    }
    return List.copyOf(channels);
  }

  /** The one private room; null, with a problem, if it is absent or none. */
  @Nullable ChannelName room() {
    ChannelName channel = channel();
    if (channel != null && !PrivateRoom.isRoom(channel)) {
      refuse(CHANNEL, "the name of a private room, /private/NAME", channel.value());
    }
    return channel;
  }

  /** Users, in canonical form; none if it is absent. */
  Set<UserName> users(String name, int most) {
    Value value = fields.get(name);
    List<Value> values = List.of();
    if (value instanceof Value.Many many) {
      values = many.values();
    } else if (value != null) {
      values = List.of(value);
    }
    if (values.size() > most) {
      refuse(name, usersTaken(most), values.size() + " names");
      return Set.of();
    }
    Set<UserName> users = new LinkedHashSet<>();
    for (Value one : values) {
      String text = textOf(one);
      UserName user = text == null ? null : UserName.parse(text).orElse(null);
      if (user == null) {
        refuse(name, usersTaken(most), text == null ? "something else" : text);
        return Set.of();
      }
      users.add(user);
    }
    return users;
  }

  private static String usersTaken(int most) {
    return "up to " + most + " names of users";
  }

  private static String channelsTaken(int most) {
    return "1 to " + most + " channel names";
  }

  private @Nullable ChannelName channel(Value name, int most) {
    String text = textOf(name);
    if (text == null) {
      refuse(CHANNEL, channelsTaken(most), "something else");
      return null;
    }
    return channel(text);
  }

  private static @Nullable String textOf(Value value) {
    if (value instanceof Value.Bare bare) {
      return bare.text();
    }
    return value instanceof Value.Text quoted ? quoted.text() : null;
  }

  private @Nullable ChannelName channel(String text) {
    return channel(CHANNEL, text);
  }

  private @Nullable ChannelName channel(String name, String text) {
    ChannelName channel = names.parse(text).orElse(null);
    if (channel == null) {
      refuse(
          Problem.of(
              Code.INVALID_CHANNEL,
              name + " takes " + ChannelName.EXPECTED + "; found " + shown(text)));
    }
    return channel;
  }

  /** The payload; null, with a problem, if it is absent or too long. */
  @Nullable Payload data(int maxBytes) {
    String takes = "any JSON value of at most " + maxBytes + " bytes";
    Value value = one(JsonBody.DATA, takes);
    Payload data = null;
    if (value instanceof Value.Json json) {
      data = json.payload();
    } else if (value instanceof Value.Bare bare) {
      try {
        data = JsonBody.dataOf(bare.text());
      } catch (RefusedJson refused) {
        refuse(
            Problem.of(
                Code.INVALID_JSON,
                "data takes " + RefusedJson.EXPECTED + "; found " + refused.found()));
        return null;
      }
    }
    if (data == null) {
      refuse(JsonBody.DATA, takes, "none");
      return null;
    }
    if (data.size() > maxBytes) {
      refuse(Problem.of(Code.MESSAGE_TOO_LARGE, "data takes " + takes + "; found " + data.size()));
      return null;
    }
    return data;
  }

  /** The value; null if it is absent or, with a problem, given twice. */
  private @Nullable Value one(String name, String takes) {
    Value value = fields.get(name);
    if (value instanceof Value.Many many) {
      if (name.equals(CHANNEL) && many.values().size() == 1) {
        return many.values().get(0);
      }
      refuse(name, takes, many.values().size() + " values");
      return null;
    }
    return value;
  }

  /** What was found, cut short for a message. */
  private static String shown(String found) {
    if (found.length() <= MAX_SHOWN) {
      return found;
    }
    int end = Character.isHighSurrogate(found.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
    return found.substring(0, end) + "…";
  }
}
