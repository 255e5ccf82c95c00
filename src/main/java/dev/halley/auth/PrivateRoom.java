package dev.halley.auth;

import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room for its members: the channel {@code /private/NAME} and what lies below it.
 *
 * @param creator who looks after it; null if nobody but an admin does
 * @param members the names of users who may read and write, as the rules say; as texts, because to
 *     look whether a thousand that were stored are canonical takes longer than all else
 */
public record PrivateRoom(@Nullable UserName creator, Set<String> members) {

  /** What the channels of private rooms begin with. */
  private static final String PREFIX = "/private/";

  /** A room that nobody has created. */
  static final PrivateRoom NONE = new PrivateRoom(null, Set.of());

  /** Stands for no creator; it is in no user's name. */
  private static final String NOBODY = "*";

  public PrivateRoom {
    members = Set.copyOf(members);
  }

  /** Whether this is the channel of a private room itself, and none below it. */
  public static boolean isRoom(ChannelName channel) {
    return channel.value().equals(of(channel));
  }

  /** The name of the room that a channel belongs to, {@code /private/NAME}; null for none. */
  static @Nullable String of(ChannelName channel) {
    String name = channel.value();
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    int end = name.indexOf('/', PREFIX.length());
    return end < 0 ? name : name.substring(0, end);
  }

  /** Reads what {@link #text} wrote; null is a room that nobody has created. */
  static PrivateRoom parse(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    List<String> words = Arrays.asList(text.split(" ", -1));
    Set<String> members = new HashSet<>(words.subList(1, words.size()));
    String first = words.get(0);
    return new PrivateRoom(first.equals(NOBODY) ? null : new UserName(first), members);
  }

  /** The room as it is kept: the creator, then the members, divided by spaces. */
  String text() {
    StringBuilder text = new StringBuilder(creator == null ? NOBODY : creator.value());
    names().forEach(name -> text.append(' ').append(name));
    return text.toString();
  }

  /** The members' names, sorted. */
  public List<String> names() {
    return members.stream().sorted().toList();
  }

  /** Whether they may see and change who is a member. */
  boolean isLookedAfterBy(Caller caller) {
    return caller.admin() || (creator != null && creator.equals(caller.user()));
  }

  /** The same room with other members. A creator who is removed no longer looks after it. */
  PrivateRoom with(Set<UserName> added, Set<UserName> removed) {
    Set<String> next = new HashSet<>(members);
    added.forEach(name -> next.add(name.value()));
    removed.forEach(name -> next.remove(name.value()));
    return new PrivateRoom(creator != null && removed.contains(creator) ? null : creator, next);
  }
}
