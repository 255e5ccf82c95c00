package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.broker.BrokerException;
import dev.halley.hub.Hub;
import dev.halley.marks.Allowance;
import dev.halley.marks.Marks;
import dev.halley.marks.Tick;
import dev.halley.marks.Unread;
import dev.halley.marks.UnreadCounts;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes note of what was read, and says what was not, in the words of the protocol. */
final class MarkDesk {

  private static final Logger LOG = System.getLogger(MarkDesk.class.getName());

  private static final int EXPECTED = 160;

  private final Hub hub;
  private final Admission admission;
  private final Marks marks;
  private final UnreadCounts counts;

  MarkDesk(Hub hub, Admission admission, Marks marks) {
    this.hub = hub;
    this.admission = admission;
    this.marks = marks;
    this.counts = new UnreadCounts(marks);
  }

  /** Moves a mark and answers with where it is then. */
  void read(JsonCommand.MarkRead command, Caller caller, Reply reply) {
    UserName user = caller.user();
    Problem problem = refusal(caller, List.of(command.channel()), command.with());
    if (problem != null || user == null) {
      reply.send(problem == null ? onlyAUser() : problem);
      return;
    }
    aside(
        reply,
        () ->
            marks.read(
                user,
                command.channel(),
                command.with(),
                command.offset(),
                reply.with(outcome -> answer(command, outcome))));
  }

  /** Reads what is stored on a thread that may, not on one of the container's. */
  private void aside(Reply reply, Runnable read) {
    boolean taken =
        hub.aside(
            () -> {
              try {
                read.run();
              } catch (BrokerException e) {
                reply.send(unreadable(e));
              } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "What was read could not be counted", e);
                reply.send(Problems.overloaded());
              }
            });
    if (!taken) {
      reply.send(Problems.overloaded());
    }
  }

  private static Answer answer(JsonCommand.MarkRead command, Marks.Outcome outcome) {
    if (!(outcome instanceof Marks.Outcome.At at)) {
      return Problems.storeUnavailable().answer();
    }
    JsonBuffer json = new JsonBuffer(EXPECTED);
    channel(json.ascii('{'), command.channel(), command.with());
    return Answer.ok(json.ascii(",\"offset\":").number(at.offset()).ascii('}').frame());
  }

  /** Answers with what a user has not read. */
  void unread(JsonCommand.ListUnread command, Caller caller, Reply reply) {
    UserName user = caller.user();
    Problem problem = refusal(caller, command.channels(), command.with());
    if (problem != null || user == null) {
      reply.send(problem == null ? onlyAUser() : problem);
      return;
    }
    aside(
        reply,
        () -> {
          List<Unread> found = count(command, user);
          Problem removed = admission.checkAgain(caller, command.channels());
          reply.send(removed == null ? Answer.ok(text(found).frame()) : removed.answer());
        });
  }

  private List<Unread> count(JsonCommand.ListUnread command, UserName user) {
    Allowance allowance = new Allowance(command.channels().size());
    List<Unread> found = new ArrayList<>();
    for (ChannelName channel : command.channels()) {
      if (command.with() != null) {
        found.add(counts.conversation(user, command.with(), allowance));
      } else if (isOwnInbox(channel, user)) {
        found.addAll(counts.conversations(user, allowance));
      } else {
        found.add(counts.of(user, channel, allowance));
      }
    }
    return found;
  }

  private @Nullable Problem refusal(
      Caller caller, List<ChannelName> channels, @Nullable UserName with) {
    UserName user = caller.user();
    if (user == null) {
      return onlyAUser();
    }
    if (with != null && !(channels.size() == 1 && isOwnInbox(channels.get(0), user))) {
      String detail = "with takes a user, beside one's own inbox alone as channel; found another";
      return Problem.of(Code.INVALID_PARAMETER, detail);
    }
    Problem problem = admission.check(caller, Action.READ, channels);
    return problem == null ? admission.read(caller, channels.size()) : problem;
  }

  private static boolean isOwnInbox(ChannelName channel, UserName user) {
    return channel.isInbox() && channel.isOwnedBy(user);
  }

  private static JsonBuffer text(List<Unread> found) {
    JsonBuffer json = new JsonBuffer(EXPECTED * (found.size() + 1));
    json.ascii("{\"unread\":[");
    String comma = "";
    for (Unread unread : found) {
      channel(json.ascii(comma).ascii('{'), unread.channel(), unread.with());
      json.ascii(",\"read\":").number(unread.read());
      json.ascii(",\"count\":").number(unread.count());
      if (unread.first() > 0) {
        json.ascii(",\"first\":").number(unread.first());
      }
      json.ascii(",\"last\":").number(unread.last());
      json.ascii(unread.more() ? ",\"more\":true" : "");
      tick(json, "delivered", unread.delivered());
      tick(json, "seen", unread.seen());
      json.ascii('}');
      comma = ",";
    }
    return json.ascii("]}");
  }

  private static void channel(JsonBuffer json, ChannelName channel, @Nullable UserName with) {
    json.ascii("\"channel\":").string(channel.value());
    if (with != null) {
      json.ascii(",\"with\":").string(with.value());
    }
  }

  private static void tick(JsonBuffer json, String name, @Nullable Tick tick) {
    if (tick != null) {
      json.ascii(",\"").ascii(name).ascii("\":{\"time\":").number(tick.time());
      json.ascii(",\"id\":").string(tick.id()).ascii('}');
    }
  }

  private static Problem onlyAUser() {
    return Problem.of(Code.TOKEN_REQUIRED, "only a user has marks of what was read");
  }

  private static Problem unreadable(BrokerException e) {
    LOG.log(Level.WARNING, "What was read cannot be read: {0}", e.getMessage());
    return Problems.storeUnavailable();
  }
}
