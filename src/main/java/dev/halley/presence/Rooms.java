package dev.halley.presence;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Seal;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms there are: those that somebody wrote to, and those that have a topic, members, or
 * somebody in them. Nobody keeps a list of them: it is put together from what is known by name, a
 * part at a time. All of it may wait for the storage.
 */
public final class Rooms {

  /** How many names are asked for at once. */
  private static final int PART = 100;

  /** How many names a page looks at, so that it costs no more if its caller may read few. */
  static final int MOST_NAMES = 1_000;

  /** Comes after all names that begin with the same text and a slash. */
  private static final char AFTER_SLASH = '/' + 1;

  private final Broker broker;
  private final Members members;
  private final Permissions permissions;
  private final Presence presence;
  private final Topics topics;
  private final Seal seal;

  /**
   * Over all that knows of rooms.
   *
   * @param seal keeps from clients up to which name a page has looked
   */
  public Rooms(
      Broker broker,
      Records records,
      Members members,
      Permissions permissions,
      Presence presence,
      Seal seal,
      InstantSource clock) {
    this.seal = seal;
    this.broker = broker;
    this.members = members;
    this.permissions = permissions;
    this.presence = presence;
    this.topics = new Topics(records, clock);
  }

  /**
   * A room.
   *
   * @param topic null if it has none
   * @param people how many are there now
   * @param time of the newest message, milliseconds since 1970-01-01 UTC; 0 if nobody wrote to it
   */
  public record Room(ChannelName channel, @Nullable String topic, int people, long time) {}

  /**
   * Some of the rooms, in the order of their names.
   *
   * @param next where to go on, for {@link #after}; null if there are no more. There may be more
   *     though this page is empty, because it looks at so many names only. It names no room but one
   *     of the page
   */
  public record Page(List<Room> rooms, @Nullable String next) {

    public Page {
      rooms = List.copyOf(rooms);
    }
  }

  /**
   * Names, each with the time of its newest message or 0, of which none is left out up to an end.
   */
  private record Part(TreeMap<String, Long> names, @Nullable String end) {}

  /**
   * The rooms that the caller may read and whose names come after a text.
   *
   * @throws BrokerException if the storage cannot be read
   */
  public Page list(Caller caller, String after, int most) {
    List<Room> found = new ArrayList<>();
    String at = jump(after);
    int looked = 0;
    while (at != null && looked < MOST_NAMES) {
      Part part = part(at);
      for (Map.Entry<String, Long> name : part.names().entrySet()) {
        looked++;
        Room room = room(caller, name.getKey(), name.getValue());
        if (room != null) {
          found.add(room);
          if (found.size() == most) {
            return new Page(found, room.channel().value());
          }
        }
      }
      at = part.end() == null ? null : jump(part.end());
    }
    return new Page(found, at == null ? null : seal.close(at));
  }

  /** Whether a text may be what a page said of where to go on, and is no name. */
  public static boolean isSealed(String text) {
    return !text.startsWith("/") && text.indexOf('.') > 0;
  }

  /** After which name to go on; null if no page said so. Names are as they are. */
  public @Nullable String after(String next) {
    return isSealed(next) ? seal.open(next) : next;
  }

  /** Leaves out what cannot be a room; null if no rooms follow. */
  private static @Nullable String jump(String after) {
    if (after.compareTo(RoomName.PRIVATE) < 0) {
      return RoomName.PRIVATE;
    }
    if (after.compareTo(RoomName.OPEN) >= 0) {
      return after.compareTo(end(RoomName.OPEN)) < 0 ? after : null;
    }
    return after.compareTo(end(RoomName.PRIVATE)) < 0 ? after : RoomName.OPEN;
  }

  private static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + AFTER_SLASH;
  }

  private Part part(String after) {
    TreeMap<String, Long> names = new TreeMap<>();
    List<Broker.Written> written = broker.written(after, PART);
    String end = written.size() < PART ? null : written.get(PART - 1).channel().value();
    written.forEach(one -> names.put(one.channel().value(), one.time()));
    for (List<String> others :
        List.of(
            topics.after(after, PART), members.after(after, PART), presence.after(after, PART))) {
      others.forEach(name -> names.putIfAbsent(name, 0L));
      String last = others.size() < PART ? null : others.get(PART - 1);
      if (last != null && (end == null || last.compareTo(end) < 0)) {
        end = last;
      }
    }
    if (end != null) {
      names.tailMap(end, false).clear();
    }
    return new Part(names, end);
  }

  private @Nullable Room room(Caller caller, String name, long time) {
    if (!RoomName.isRoom(name)) {
      return null;
    }
    ChannelName channel = ChannelName.of(name);
    return permissions.may(caller, Action.READ, channel)
        ? new Room(channel, topics.of(name), presence.count(channel), time)
        : null;
  }

  /** Whether a text may be a topic: up to 200 characters on one line. */
  public static boolean isTopic(String text) {
    return Topics.isGood(text);
  }

  /** Whether a channel is a room, which can have a topic. */
  public static boolean isRoom(ChannelName channel) {
    return RoomName.isRoom(channel.value());
  }

  /**
   * Whether somebody has written to a room, or is in it, or it has a topic. May wait for the
   * storage.
   *
   * @throws BrokerException if the storage cannot be read
   */
  public boolean isKnown(ChannelName room) {
    return presence.count(room) > 0
        || topics.of(room.value()) != null
        || Objects.requireNonNull(broker.extent(room, Broker.Reach.STORE)).last() > 0;
  }

  /**
   * Sets a room's topic, and tells those who listen to its presence.
   *
   * @param text empty to take it away
   * @param then gets whether it is so now; on a thread that must not wait
   */
  public void setTopic(UserName user, ChannelName room, String text, Consumer<Boolean> then) {
    topics.set(
        room,
        text,
        done -> {
          if (done) {
            presence.tellTopic(room, user, text);
          }
          then.accept(done);
        });
  }
}
