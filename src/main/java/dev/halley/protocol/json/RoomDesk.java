package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.broker.BrokerException;
import dev.halley.hub.Hub;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.presence.Present;
import dev.halley.presence.Rooms;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says which rooms there are and who is in them, in the words of the protocol. */
final class RoomDesk {

  private static final Logger LOG = System.getLogger(RoomDesk.class.getName());

  private static final int EXPECTED = 64;

  private final Hub hub;
  private final Admission admission;
  private final Permissions permissions;
  private final Members members;
  private final Presence presence;
  private final Rooms rooms;

  RoomDesk(
      Hub hub,
      Admission admission,
      Permissions permissions,
      Members members,
      Presence presence,
      Rooms rooms) {
    this.hub = hub;
    this.admission = admission;
    this.permissions = permissions;
    this.members = members;
    this.presence = presence;
    this.rooms = rooms;
  }

  /** Answers with who is in a channel. */
  void presence(JsonCommand.Presence command, Caller caller, Reply reply) {
    ChannelName channel = command.channel();
    ChannelName events = presence.heardAt(channel);
    Problem problem = refusal(caller, channel, events);
    if (problem != null) {
      reply.send(problem);
    } else if (events == null) {
      String detail = "by the rules of this server nobody is shown in " + channel;
      reply.send(Problem.of(Code.NOT_FOUND, detail, channel));
    } else {
      try {
        JsonBuffer json = text(channel, events, command.limit());
        Problem removed = admission.checkAgain(caller, List.of(channel, events));
        reply.send(removed == null ? Answer.ok(json.frame()) : removed.answer());
      } catch (BrokerException e) {
        reply.send(unreadable(e));
      }
    }
  }

  private @Nullable Problem refusal(
      Caller caller, ChannelName channel, @Nullable ChannelName events) {
    List<ChannelName> both = events == null ? List.of(channel) : List.of(channel, events);
    Problem problem = admission.check(caller, Action.READ, both);
    return problem == null ? admission.read(caller) : problem;
  }

  private JsonBuffer text(ChannelName channel, ChannelName events, int limit) {
    Present present = presence.look(channel, events, limit);
    JsonBuffer json = new JsonBuffer(EXPECTED * (present.people().size() + 2));
    json.ascii("{\"channel\":").string(channel.value()).ascii(",\"users\":[");
    String comma = "";
    for (Present.Person person : present.people()) {
      json.ascii(comma).ascii("{\"user\":").string(person.user().value());
      json.ascii(",\"since\":").number(person.since());
      json.ascii(",\"readers\":").number(person.readers()).ascii('}');
      comma = ",";
    }
    json.ascii(present.more() ? "],\"more\":true" : "]");
    Cursor cursor = Cursor.of(List.of(new Cursor.Entry(events, present.events())));
    return json.ascii(",\"cursor\":\"").raw(cursor.tokenBytes()).ascii("\"}");
  }

  /** Answers with some of the rooms. */
  void list(JsonCommand.ListRooms command, Caller caller, Reply reply) {
    Problem problem = admission.read(caller);
    String after = rooms.after(command.after());
    if (problem == null && after == null) {
      String detail = "after takes one channel name, or the next of a page; found another";
      problem = Problem.of(Code.INVALID_CHANNEL, detail);
    }
    if (problem != null || after == null) {
      reply.send(problem == null ? Problems.overloaded() : problem);
      return;
    }
    Consumer<String> answer = reply.with(from -> page(caller, from, command.limit()));
    // It looks at many names, so it waits its turn with the pages of history.
    if (!hub.aside(() -> answer.accept(after))) {
      reply.send(Problems.overloaded());
    }
  }

  private Answer page(Caller caller, String after, int limit) {
    try {
      return Answer.ok(text(rooms.list(caller, after, limit)).frame());
    } catch (BrokerException e) {
      return unreadable(e).answer();
    }
  }

  private static JsonBuffer text(Rooms.Page page) {
    JsonBuffer json = new JsonBuffer(EXPECTED * (page.rooms().size() + 1));
    json.ascii("{\"rooms\":[");
    String comma = "";
    for (Rooms.Room room : page.rooms()) {
      json.ascii(comma).ascii("{\"channel\":").string(room.channel().value());
      String topic = room.topic();
      if (topic != null) {
        json.ascii(",\"topic\":").string(topic);
      }
      json.ascii(",\"people\":").number(room.people());
      if (room.time() > 0) {
        json.ascii(",\"time\":").number(room.time());
      }
      json.ascii('}');
      comma = ",";
    }
    json.ascii(']');
    String next = page.next();
    if (next != null) {
      json.ascii(",\"next\":").string(next);
    }
    return json.ascii('}');
  }

  /** Sets a room's topic and answers with it. */
  void topic(JsonCommand.SetTopic command, Caller caller, Reply reply) {
    ChannelName room = command.room();
    UserName user = caller.user();
    Problem problem = mayNotSet(caller, room);
    if (problem == null) {
      problem = unknown(room);
    }
    if (problem != null || user == null) {
      reply.send(problem == null ? onlyAUser(room) : problem);
      return;
    }
    rooms.setTopic(
        user,
        room,
        command.topic(),
        reply.with(
            done ->
                done
                    ? Answer.ok(text(room, command.topic()).frame())
                    : Problems.storeUnavailable().answer()));
  }

  /** Else anybody could have topics kept of any number of rooms that are none. */
  private @Nullable Problem unknown(ChannelName room) {
    try {
      return permissions.isForMembers(room) || rooms.isKnown(room)
          ? null
          : Problem.of(Code.NOT_FOUND, "nobody is in " + room + " or has written to it", room);
    } catch (BrokerException e) {
      return unreadable(e);
    }
  }

  private static JsonBuffer text(ChannelName room, String topic) {
    JsonBuffer json = new JsonBuffer(EXPECTED + topic.length());
    json.ascii("{\"channel\":").string(room.value());
    return json.ascii(",\"topic\":").string(topic).ascii('}');
  }

  /**
   * In an open room whoever may write; in a private one whoever looks after it. Counts it, before
   * anything is looked up.
   */
  private @Nullable Problem mayNotSet(Caller caller, ChannelName room) {
    if (caller.user() == null) {
      return onlyAUser(room);
    }
    if (!permissions.isForMembers(room)) {
      Problem problem = admission.check(caller, Action.PUBLISH, List.of(room));
      return problem == null ? admission.claim(caller) : problem;
    }
    Problem tooOften = admission.claim(caller);
    if (tooOften != null) {
      return tooOften;
    }
    Members.Outcome outcome = members.list(caller, room);
    if (outcome instanceof Members.Outcome.Known) {
      return null;
    }
    return outcome instanceof Members.Outcome.NotTheirs
        ? Problem.of(Code.FORBIDDEN, caller.display() + " may not look after " + room, room)
        : Problems.storeUnavailable();
  }

  private static Problem onlyAUser(ChannelName room) {
    return Problem.of(Code.TOKEN_REQUIRED, "only a user may set the topic of " + room, room);
  }

  private static Problem unreadable(BrokerException e) {
    LOG.log(Level.WARNING, "What is known of rooms cannot be read: {0}", e.getMessage());
    return Problems.storeUnavailable();
  }
}
