package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Authenticator;
import dev.halley.auth.Caller;
import dev.halley.auth.Guests;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.broker.Limit;
import dev.halley.hub.HistoryPage;
import dev.halley.hub.HistoryQuery;
import dev.halley.hub.Hub;
import dev.halley.marks.Marks;
import dev.halley.presence.Presence;
import dev.halley.presence.Rooms;
import dev.halley.presence.Typing;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.FrameCache;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Protocol;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.SocketProtocol;
import java.util.List;
import java.util.Map;

/**
 * Halley's own language: the paths under {@code /v1} as {@code docs/protocol.md} has them.
 *
 * <p>What is wrong with a request is found in this order: its form, who asks, what they may, how
 * much there is already.
 */
public final class JsonProtocol implements Protocol {

  private final Hub hub;
  private final JsonLimits limits;
  private final CommandParser parser;
  private final Admission admission;
  private final JsonEncoder encoder;
  private final Carriers carriers;
  private final Publisher publisher;
  private final Sessions sessions;
  private final MemberDesk members;
  private final Presence presence;
  private final RoomDesk rooms;
  private final MarkDesk marks;
  private final SocketDesk sockets;
  private final Refusals refusals;
  private final Answer about;

  /**
   * The language, over a hub.
   *
   * @param rates how often who may do what
   * @param members who is a member of which private room
   * @param typing how often who may say that they type
   * @param marks how far who has read
   * @param offer which carriers there are
   * @param node what this server says of itself
   * @param refusals hears of what is refused within an answer; who carries answers sees the others
   */
  public JsonProtocol(
      Hub hub,
      Authenticator authenticator,
      Permissions permissions,
      Rates rates,
      Guests guests,
      Members members,
      Presence presence,
      Rooms rooms,
      Typing typing,
      Marks marks,
      JsonLimits limits,
      Offer offer,
      NodeName node,
      Refusals refusals) {
    this.refusals = refusals;
    this.hub = hub;
    this.limits = limits;
    this.parser = new CommandParser(limits, offer);
    this.admission = new Admission(authenticator, permissions, rates);
    this.encoder = new JsonEncoder(new FrameCache(limits.cacheBytes()));
    this.carriers = new Carriers(hub, admission, limits, encoder, refusals);
    this.publisher = new Publisher(hub, admission, typing, limits.editWithin());
    this.sessions = new Sessions(hub, admission, guests, presence);
    this.members = new MemberDesk(hub, admission, permissions, members, presence);
    this.presence = presence;
    this.rooms = new RoomDesk(hub, admission, permissions, members, presence, rooms);
    this.marks = new MarkDesk(hub, admission, marks);
    this.sockets =
        new SocketDesk(
            hub,
            admission,
            publisher,
            parser,
            new SocketParser(parser),
            new SocketFrames(encoder),
            limits,
            refusals);
    this.about = Answer.ok(node.about(limits, offer, guests.isOpen()));
  }

  /** The same language over sockets. */
  public SocketProtocol sockets() {
    return sockets;
  }

  @Override
  public void accept(Inbound request, Connection connection) {
    CommandParser.Asked asked = parser.parse(request);
    JsonCommand command = asked.command();
    Connection wire =
        asked.wrapping().isScript()
            ? new ScriptConnection(connection, asked.wrapping())
            : connection;
    Reply reply = new Reply(wire);
    if (command instanceof JsonCommand.Refused refused) {
      reply.send(refused.problem().answer(refused.headers()));
      return;
    }
    if (command instanceof JsonCommand.Options options) {
      reply.send(Answer.empty(204, options.headers()));
      return;
    }
    Admission.Entry entry = admission.enter(asked.credentials(), request.address());
    if (entry instanceof Admission.Entry.Out out) {
      reply.send(out.problem());
    } else if (entry instanceof Admission.Entry.In in) {
      if (command instanceof JsonCommand.Read read) {
        carriers.open(read, asked.wrapping(), in.caller(), wire);
      } else {
        carryOut(command, in.caller(), reply);
      }
    }
  }

  private void carryOut(JsonCommand command, Caller caller, Reply reply) {
    if (command instanceof JsonCommand.Leave leave) {
      leave(leave, caller, reply);
    } else if (command instanceof JsonCommand.Publish message) {
      publisher.publish(caller, message, reply.with(JsonProtocol::published));
    } else if (command instanceof JsonCommand.PublishBatch batch) {
      new BatchPublisher(publisher, caller, batch.items(), refusals)
          .publish(reply.with(Answer::ok));
    } else if (command instanceof JsonCommand.History history) {
      history(history, caller, reply);
    } else if (command instanceof JsonCommand.ListMembers list) {
      members.list(list.room(), caller, reply);
    } else if (command instanceof JsonCommand.ChangeMembers change) {
      members.change(change.change(), caller, reply);
    } else if (command instanceof JsonCommand.Presence asked) {
      rooms.presence(asked, caller, reply);
    } else if (command instanceof JsonCommand.ListRooms list) {
      rooms.list(list, caller, reply);
    } else if (command instanceof JsonCommand.SetTopic topic) {
      rooms.topic(topic, caller, reply);
    } else if (command instanceof JsonCommand.MarkRead read) {
      marks.read(read, caller, reply);
    } else if (command instanceof JsonCommand.ListUnread list) {
      marks.unread(list, caller, reply);
    } else if (command instanceof JsonCommand.OpenSession session) {
      sessions.open(session, caller, reply);
    } else if (command instanceof JsonCommand.WhoAmI) {
      sessions.say(caller, reply);
    } else if (command instanceof JsonCommand.CloseSession) {
      sessions.close(caller, reply);
    } else {
      reply.send(about);
    }
  }

  private void leave(JsonCommand.Leave leave, Caller caller, Reply reply) {
    Problem problem = admission.read(caller);
    if (problem != null) {
      reply.send(problem);
      return;
    }
    carriers.leave(leave, caller);
    if (caller.user() != null) {
      presence.leave(caller.user(), leave.client());
    }
    reply.send(Answer.empty(204, Map.of()));
  }

  private static Answer published(Publisher.Outcome outcome) {
    if (outcome instanceof Publisher.Outcome.Stored stored) {
      JsonBuffer json = new JsonBuffer(192);
      stored.write(json);
      return Answer.ok(json.frame());
    }
    return ((Publisher.Outcome.Refused) outcome).problem().answer();
  }

  private void history(JsonCommand.History history, Caller caller, Reply reply) {
    Problem problem = admission.check(caller, Action.READ, List.of(history.channel()));
    if (problem == null) {
      problem = admission.read(caller);
    }
    if (problem != null) {
      reply.send(problem);
      return;
    }
    HistoryQuery query =
        new HistoryQuery(
            caller,
            history.channel(),
            history.before(),
            history.after(),
            new Limit(history.limit(), limits.maxAnswer()));
    hub.history(query, reply.with(page -> page(history, caller, page)));
  }

  private Answer page(JsonCommand.History history, Caller caller, HistoryPage page) {
    if (page instanceof HistoryPage.Found found) {
      return Answer.ok(encoder.history(history.channel(), found));
    }
    if (page instanceof HistoryPage.Removed) {
      return Problems.removed(caller).answer();
    }
    if (page instanceof HistoryPage.Overloaded) {
      return Problems.overloaded().answer();
    }
    return Problems.storeUnavailable().answer();
  }
}
