package dev.halley.auth;

import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is a member of which private room. A room begins when somebody first changes its members:
 * they are its creator and its first member, and from then on they, or an admin, say who else is.
 * It is kept for good, in a record of its own, and each change is a compare-and-set.
 *
 * <p>How many rooms a user has created stands in a record of the user's, which is written before
 * the room. So of two rooms that one creates at once none is counted for nothing; a room that
 * another got first is taken off that record when it is full.
 */
public final class Members implements Membership {

  private static final Logger LOG = System.getLogger(Members.class.getName());

  private final TextRecords records;
  private final KnownRooms rooms;
  private final MemberSettings settings;

  /** Over the storage of all that is kept of them. */
  public Members(Records records, MemberSettings settings) {
    this.records = new TextRecords(records);
    this.rooms = new KnownRooms(records, settings.cacheBytes());
    this.settings = settings;
  }

  /**
   * What is to become of a room's members.
   *
   * @param room {@code /private/NAME}
   */
  public record Change(ChannelName room, Set<UserName> add, Set<UserName> remove) {

    public Change {
      add = Set.copyOf(add);
      remove = Set.copyOf(remove);
    }
  }

  /** What became of asking. */
  public sealed interface Outcome {

    /** Whether the members may be others than before. */
    default boolean mayBeNew() {
      return this instanceof Known || this instanceof Failed;
    }

    /** The room as it is now. */
    record Known(PrivateRoom room) implements Outcome {}

    /** The caller does not look after the room. */
    record NotTheirs() implements Outcome {}

    /** The creator is a member for as long as no admin says otherwise. */
    record CreatorStays() implements Outcome {}

    /** The room would have more members than it may. */
    record TooManyMembers(int most) implements Outcome {}

    /** The caller has created as many rooms as one may. */
    record TooManyRooms(int most) implements Outcome {}

    /** The storage failed; asking again is safe. */
    record Failed() implements Outcome {}
  }

  /** What a step comes to: an outcome, or that the next step is to be taken. */
  private sealed interface Tried {

    record Over(Outcome outcome) implements Tried {}

    record GoOn() implements Tried {}
  }

  private static final Tried FAILED = new Tried.Over(new Outcome.Failed());

  @Override
  public Permissions.Verdict ask(UserName user, ChannelName channel, Broker.Reach reach) {
    String name = PrivateRoom.of(channel);
    if (name == null) {
      return Permissions.Verdict.FORBIDDEN;
    }
    PrivateRoom room = reach == Broker.Reach.MEMORY ? rooms.remembered(name) : rooms.find(name);
    if (room == null) {
      return Permissions.Verdict.UNKNOWN;
    }
    return room.members().contains(user.value())
        ? Permissions.Verdict.ALLOWED
        : Permissions.Verdict.FORBIDDEN;
  }

  /**
   * Rooms that somebody has created and whose names come after a text, in their order. May wait for
   * the storage.
   *
   * @throws BrokerException if the storage cannot be read
   */
  public List<String> after(String name, int most) {
    String prefix = KnownRooms.key("");
    return records.records().keys(prefix + name, most).stream()
        .takeWhile(key -> key.startsWith(prefix + "/"))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  /** Who is a member. May wait for the storage. */
  public Outcome list(Caller caller, ChannelName room) {
    try {
      PrivateRoom found = rooms.find(room.value());
      return found.isLookedAfterBy(caller) ? new Outcome.Known(found) : new Outcome.NotTheirs();
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "Who is a member of a room cannot be read: {0}", e.getMessage());
      return new Outcome.Failed();
    }
  }

  /**
   * Changes who is a member; creates the room if it is not there. When the outcome is told, {@link
   * #ask} says what it says, or that memory does not know it yet. The call-back comes on a thread
   * of the storage or the caller's and must not wait.
   *
   * @param caller a user
   */
  public void change(Caller caller, Change change, Consumer<Outcome> then) {
    change(
        caller,
        change,
        false,
        tried -> {
          if (tried instanceof Tried.Over over) {
            then.accept(over.outcome());
          } else {
            create(caller, change, then);
          }
        });
  }

  private void create(Caller caller, Change change, Consumer<Outcome> then) {
    UserName user = Objects.requireNonNull(caller.user());
    claim(
        user,
        change.room().value(),
        claimed -> {
          if (claimed instanceof Tried.Over over) {
            then.accept(over.outcome());
          } else {
            change(
                caller,
                change,
                true,
                tried ->
                    then.accept(
                        tried instanceof Tried.Over over ? over.outcome() : new Outcome.Failed()));
          }
        });
  }

  /** Comes to {@link Tried.GoOn} if the room is not there and may not be created yet. */
  private void change(Caller caller, Change change, boolean mayCreate, Consumer<Tried> then) {
    String name = change.room().value();
    records.change(
        KnownRooms.key(name),
        text ->
            text == null && !mayCreate
                ? new TextRecords.Step<>(null, new Tried.GoOn())
                : step(caller, change, PrivateRoom.parse(text), text == null),
        FAILED,
        tried -> {
          if (tried instanceof Tried.Over over && over.outcome().mayBeNew()) {
            // Also where nothing was to be done: who did it may not have come as far as this.
            rooms.changed(name);
          }
          then.accept(tried);
        });
  }

  private TextRecords.Step<Tried> step(
      Caller caller, Change change, PrivateRoom found, boolean isNew) {
    UserName user = Objects.requireNonNull(caller.user());
    PrivateRoom room = isNew ? new PrivateRoom(user, Set.of(user.value())) : found;
    if (!room.isLookedAfterBy(caller)) {
      return stop(new Outcome.NotTheirs());
    }
    UserName creator = room.creator();
    if (creator != null && change.remove().contains(creator) && !caller.admin()) {
      return stop(new Outcome.CreatorStays());
    }
    PrivateRoom next = room.with(change.add(), change.remove());
    if (next.members().size() > settings.maxMembers()
        && next.members().size() > room.members().size()) {
      return stop(new Outcome.TooManyMembers(settings.maxMembers()));
    }
    Outcome outcome = new Outcome.Known(next);
    return next.equals(found)
        ? stop(outcome)
        : new TextRecords.Step<>(next.text(), new Tried.Over(outcome));
  }

  private static TextRecords.Step<Tried> stop(Outcome outcome) {
    return new TextRecords.Step<>(null, new Tried.Over(outcome));
  }

  /** Puts a room among those that the user has created, if there is room for it. */
  private void claim(UserName user, String room, Consumer<Tried> then) {
    records.change(
        "rooms/" + user.value(),
        text -> {
          List<String> created =
              text == null ? new ArrayList<>() : new ArrayList<>(List.of(text.split(" ", -1)));
          if (created.contains(room)) {
            return new TextRecords.Step<>(null, new Tried.GoOn());
          }
          if (created.size() >= settings.maxRooms()) {
            created.removeIf(name -> isAnothers(name, user));
          }
          if (created.size() >= settings.maxRooms()) {
            return stop(new Outcome.TooManyRooms(settings.maxRooms()));
          }
          created.add(room);
          return new TextRecords.Step<>(String.join(" ", created), new Tried.GoOn());
        },
        FAILED,
        then);
  }

  /** A room that is not there yet may be about to be: it counts. */
  private boolean isAnothers(String name, UserName user) {
    String text = records.find(KnownRooms.key(name));
    return text != null && !user.equals(PrivateRoom.parse(text).creator());
  }
}
