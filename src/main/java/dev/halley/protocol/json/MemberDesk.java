package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.PrivateRoom;
import dev.halley.hub.Hub;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says and changes who is a member of a private room, in the words of the protocol. */
final class MemberDesk {

  private final Hub hub;
  private final Admission admission;
  private final Permissions permissions;
  private final Members members;
  private final Presence presence;

  MemberDesk(
      Hub hub, Admission admission, Permissions permissions, Members members, Presence presence) {
    this.presence = presence;
    this.hub = hub;
    this.admission = admission;
    this.permissions = permissions;
    this.members = members;
  }

  void list(ChannelName room, Caller caller, Reply reply) {
    Problem problem = refusal(room, caller);
    if (problem == null) {
      problem = admission.read(caller);
    }
    reply.send(
        problem == null ? answer(room, caller, members.list(caller, room)) : problem.answer());
  }

  void change(Members.Change change, Caller caller, Reply reply) {
    Problem problem = refusal(change.room(), caller);
    if (problem == null) {
      problem = admission.claim(caller);
    }
    if (problem != null) {
      reply.send(problem);
      return;
    }
    Consumer<Members.Outcome> answer =
        reply.with(outcome -> answer(change.room(), caller, outcome));
    members.change(
        caller,
        change,
        outcome -> {
          if (outcome.mayBeNew() && !change.remove().isEmpty()) {
            // First what they hold, then the answer: what is written after it they never see.
            hub.recheck(
                change.remove(),
                () -> {
                  presence.remove(change.remove(), change.room());
                  answer.accept(outcome);
                });
          } else {
            answer.accept(outcome);
          }
        });
  }

  private @Nullable Problem refusal(ChannelName room, Caller caller) {
    if (caller.user() == null) {
      return Problem.of(Code.TOKEN_REQUIRED, "only a user may look after " + room, room);
    }
    return permissions.isForMembers(room)
        ? null
        : Problem.of(
            Code.FORBIDDEN, "by the rules of this server " + room + " has no members", room);
  }

  private static Answer answer(ChannelName room, Caller caller, Members.Outcome outcome) {
    if (outcome instanceof Members.Outcome.Known known) {
      return Answer.ok(text(room, known.room()).frame());
    }
    if (outcome instanceof Members.Outcome.NotTheirs) {
      return Problem.of(Code.FORBIDDEN, caller.display() + " may not look after " + room, room)
          .answer();
    }
    if (outcome instanceof Members.Outcome.CreatorStays) {
      return Problem.of(Code.FORBIDDEN, "only an admin may remove the creator of " + room, room)
          .answer();
    }
    if (outcome instanceof Members.Outcome.TooManyMembers many) {
      String most = "a private room takes " + many.most() + " members";
      return Problem.of(Code.TOO_MANY_MEMBERS, most, room).answer();
    }
    if (outcome instanceof Members.Outcome.TooManyRooms many) {
      String most = "a user may create " + many.most() + " private rooms";
      return Problem.of(Code.TOO_MANY_ROOMS, most, room).answer();
    }
    return Problems.storeUnavailable().answer();
  }

  private static JsonBuffer text(ChannelName name, PrivateRoom room) {
    JsonBuffer json = new JsonBuffer(128 + 32 * room.members().size());
    json.ascii("{\"channel\":").string(name.value()).ascii(",\"creator\":");
    UserName creator = room.creator();
    if (creator == null) {
      json.ascii("null");
    } else {
      json.string(creator.value());
    }
    json.ascii(",\"members\":[");
    String comma = "";
    for (String member : room.names()) {
      json.ascii(comma).string(member);
      comma = ",";
    }
    return json.ascii("]}");
  }
}
