package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.auth.Guests;
import dev.halley.hub.End;
import dev.halley.hub.Hub;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says who asks, gives guests their names and takes them back, in the words of the protocol. */
final class Sessions {

  private final Hub hub;
  private final Admission admission;
  private final Guests guests;
  private final Presence presence;

  Sessions(Hub hub, Admission admission, Guests guests, Presence presence) {
    this.presence = presence;
    this.hub = hub;
    this.admission = admission;
    this.guests = guests;
  }

  /** Says who asks. */
  void say(Caller caller, Reply reply) {
    UserName user = caller.user();
    if (user == null) {
      reply.send(Problem.of(Code.TOKEN_REQUIRED, "nobody is known to ask"));
      return;
    }
    Problem tooOften = admission.read(caller);
    if (tooOften != null) {
      reply.send(tooOften);
      return;
    }
    JsonBuffer json = new JsonBuffer(192);
    json.ascii("{\"user\":").string(user.value());
    json.ascii(",\"name\":").string(caller.name() == null ? user.value() : caller.name());
    if (caller.expires() != Caller.NEVER) {
      json.ascii(",\"expires\":").number(caller.expires());
    }
    json.ascii(",\"admin\":").ascii(Boolean.toString(caller.admin()));
    json.ascii(",\"moderator\":").ascii(Boolean.toString(caller.isModerator())).ascii('}');
    reply.send(Answer.ok(json.frame()));
  }

  void open(JsonCommand.OpenSession session, Caller caller, Reply reply) {
    Guests.Opened invalid = guests.invalid(session.name(), session.secret());
    Problem problem = refusal(caller);
    if (problem == null && invalid == null) {
      problem = admission.claim(caller);
    }
    if (problem != null) {
      reply.send(problem);
    } else if (invalid != null) {
      reply.send(opened(invalid));
    } else {
      guests.open(caller, session.name(), session.secret(), reply.with(Sessions::opened));
    }
  }

  private @Nullable Problem refusal(Caller caller) {
    if (!guests.isOpen()) {
      return Problem.of(Code.FORBIDDEN, "this server has no guests");
    }
    return caller.user() != null && caller.session() == null
        ? Problem.of(Code.FORBIDDEN, caller.display() + " is no guest")
        : null;
  }

  private static Answer opened(Guests.Opened opened) {
    if (opened instanceof Guests.Opened.Granted granted) {
      JsonBuffer json = new JsonBuffer(512);
      json.ascii("{\"token\":").string(granted.token());
      json.ascii(",\"user\":").string(granted.user().value());
      json.ascii(",\"name\":").string(granted.name());
      json.ascii(",\"expires\":").number(granted.expires()).ascii('}');
      return Answer.ok(json.frame());
    }
    if (opened instanceof Guests.Opened.NameTaken taken) {
      return Problem.of(Code.NAME_TAKEN, "somebody else has the name " + taken.user()).answer();
    }
    if (opened instanceof Guests.Opened.InvalidName invalid) {
      return Problem.of(Code.INVALID_PARAMETER, invalid.detail()).answer();
    }
    if (opened instanceof Guests.Opened.InvalidSecret invalid) {
      return Problem.of(Code.INVALID_PARAMETER, invalid.detail()).answer();
    }
    return Problems.storeUnavailable().answer();
  }

  void close(Caller caller, Reply reply) {
    String session = caller.session();
    UserName user = caller.user();
    if (user == null) {
      reply.send(Problem.of(Code.TOKEN_REQUIRED, "only who has a name can give it back"));
    } else if (session == null) {
      reply.send(Problem.of(Code.FORBIDDEN, caller.display() + " is no guest"));
    } else {
      Problem tooOften = admission.read(caller);
      if (tooOften == null) {
        guests.close(caller, reply.with(done -> closed(user, session, done)));
      } else {
        reply.send(tooOften);
      }
    }
  }

  private Answer closed(UserName user, String session, boolean done) {
    if (!done) {
      return Problems.storeUnavailable().answer();
    }
    hub.end(other -> session.equals(other.session()), End.EXPIRED);
    presence.leave(user);
    return Answer.empty(204, Map.of());
  }
}
