package dev.halley.protocol.plain;

import dev.halley.auth.Authenticator;
import dev.halley.auth.Guests;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.hub.Hub;
import dev.halley.presence.Presence;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Protocol;
import java.time.InstantSource;
import java.util.Map;

/**
 * The pages under {@code /plain}: a chat that asks of a browser nothing but HTML 3.2.
 *
 * <p>A page holds a cursor in the address where it looks for news, so that no message is missed
 * however many come between two looks, and none is called new twice. A form holds an id, so that
 * what is sent twice is said once. There are no cookies: the token is in addresses and forms, and
 * {@link Page} keeps it from other sites.
 */
public final class PlainProtocol implements Protocol {

  private final PlainParser parser = new PlainParser();
  private final Admission admission;
  private final Guestbook guestbook;
  private final Reading reading;
  private final Writing writing;

  /** The pages, over a hub. */
  public PlainProtocol(
      Hub hub,
      Authenticator authenticator,
      Permissions permissions,
      Rates rates,
      Guests guests,
      Presence presence,
      PlainLimits limits,
      InstantSource clock) {
    this.admission = new Admission(authenticator, permissions, rates);
    this.guestbook = new Guestbook(hub, admission, guests, presence);
    this.reading = new Reading(hub, admission, limits, clock);
    this.writing = new Writing(hub, admission, limits);
  }

  @Override
  public Answer refusal(Problem problem) {
    return ProblemPage.of(problem, Map.of()).answer();
  }

  @Override
  public void accept(Inbound request, Connection connection) {
    PlainParser.Asked asked = parser.parse(request);
    Reply reply = new Reply(connection);
    if (asked.command() instanceof PlainCommand.Refused refused) {
      reply.send(ProblemPage.of(refused.problem(), refused.headers()).answer());
      return;
    }
    Admission.Entry entry = admission.enter(asked.credentials(), request.address());
    if (entry instanceof Admission.Entry.Out out) {
      reply.send(ProblemPage.of(out.problem(), Map.of()).answer());
    } else if (entry instanceof Admission.Entry.In in) {
      carryOut(asked.command(), new Visit(in.caller(), asked.token()), reply);
    }
  }

  private void carryOut(PlainCommand command, Visit visit, Reply reply) {
    if (command instanceof PlainCommand.Read read) {
      reading.read(visit, read, reply);
    } else if (command instanceof PlainCommand.Say say) {
      writing.say(visit, say, reply);
    } else if (command instanceof PlainCommand.Enter enter) {
      guestbook.enter(visit, enter, reply);
    } else if (command instanceof PlainCommand.Leave) {
      guestbook.leave(visit, reply);
    } else if (command instanceof PlainCommand.Out out) {
      reply.send(out(out.url()));
    } else if (command instanceof PlainCommand.Folder) {
      reply.send(Page.seeOther("plain/"));
    } else {
      reply.send(guestbook.welcome(visit));
    }
  }

  private static Answer out(String url) {
    return Page.of(
            200,
            "Another site",
            html -> {
              html.element("h1", "To another site").line();
              html.element("p", "Somebody here spoke of this address:").line();
              html.open("p");
              html.element("a", url, "href", url, "rel", "noreferrer nofollow");
              html.close("p");
            })
        .answer();
  }
}
