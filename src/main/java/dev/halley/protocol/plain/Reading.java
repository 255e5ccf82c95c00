package dev.halley.protocol.plain;

import dev.halley.auth.Action;
import dev.halley.broker.Limit;
import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.HistoryPage;
import dev.halley.hub.HistoryQuery;
import dev.halley.hub.Hub;
import dev.halley.hub.Opened;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page shows: what came after its cursor, and then, because that may be little, what
 * was said in the place before. In a room one also sees what comes into one's inbox.
 */
final class Reading {

  /** All pages of a user are one reader, so that who is there is told of them too. */
  private static final Subscription.Reader READER =
      new Subscription.Reader("plain", Carrier.PAGE.name(), null);

  private final Hub hub;
  private final Admission admission;
  private final PlainLimits limits;
  private final InstantSource clock;

  Reading(Hub hub, Admission admission, PlainLimits limits, InstantSource clock) {
    this.hub = hub;
    this.admission = admission;
    this.limits = limits;
    this.clock = clock;
  }

  /** Answers with the page of a place. */
  void read(Visit visit, PlainCommand.Read read, Reply reply) {
    UserName user = visit.caller().user();
    ChannelName main;
    if (read.place() instanceof Place.Room room) {
      main = room.channel();
    } else if (user != null) {
      main = user.inbox();
    } else {
      reply.send(Problem.of(Code.TOKEN_REQUIRED, "only a user has direct messages"));
      return;
    }
    List<ChannelName> channels = new ArrayList<>(List.of(main));
    if (user != null && !main.equals(user.inbox())) {
      channels.add(user.inbox());
    }
    Problem problem = admission.check(visit.caller(), Action.READ, channels);
    if (problem == null) {
      problem = admission.read(visit.caller());
    }
    if (problem != null) {
      reply.send(problem);
      return;
    }
    open(visit, read, main, channels, reply);
  }

  private void open(
      Visit visit,
      PlainCommand.Read read,
      ChannelName main,
      List<ChannelName> channels,
      Reply reply) {
    Subscription subscription =
        new Subscription(
            visit.caller(),
            READER,
            channels,
            read.cursor(),
            PlainLimits.CONTEXT,
            new Limit(PlainLimits.MAX_NEW, limits.maxPage()),
            Duration.ZERO);
    PlainOutlet outlet =
        new PlainOutlet(
            reply.connection(),
            read.cursor(),
            (batch, why) ->
                reply.<End>guard(end -> came(visit, read, main, batch, end, reply)).accept(why));
    if (hub.open(subscription, outlet) instanceof Opened.Refused refused) {
      reply.send(Problems.refused(refused.reason()));
    }
  }

  private void came(
      Visit visit,
      PlainCommand.Read read,
      ChannelName main,
      @Nullable Batch batch,
      End why,
      Reply reply) {
    if (batch == null) {
      reply.send(problem(visit, why));
      return;
    }
    List<Message> known = new ArrayList<>();
    List<Message> fresh = new ArrayList<>();
    for (Message message : batch.messages()) {
      if (read.cursor().at(message.channel()) != null) {
        fresh.add(message);
      } else if (message.channel().equals(main)) {
        known.add(message);
      }
    }
    News news = new News(known, fresh, batch.gaps(), batch.more(), batch.end());
    if (read.cursor().at(main) == null) {
      reply.send(page(visit, read, main, news));
    } else {
      addContext(visit, read, main, news, reply);
    }
  }

  /** Reads what the cursor covered already, as far back as a page that begins would. */
  private void addContext(
      Visit visit, PlainCommand.Read read, ChannelName main, News news, Reply reply) {
    Position end = news.cursor().at(main);
    long next = end == null ? 1 : end.offset() + 1;
    for (Message message : news.fresh()) {
      if (message.channel().equals(main)) {
        next = Math.min(next, message.offset());
      }
    }
    HistoryQuery query =
        new HistoryQuery(
            visit.caller(), main, next, null, new Limit(PlainLimits.CONTEXT, limits.maxPage()));
    hub.history(query, reply.guard(page -> context(visit, read, main, news, page, reply)));
  }

  private void context(
      Visit visit,
      PlainCommand.Read read,
      ChannelName main,
      News news,
      HistoryPage page,
      Reply reply) {
    if (page instanceof HistoryPage.Found found) {
      News all = new News(found.messages(), news.fresh(), news.gaps(), news.more(), news.cursor());
      reply.send(page(visit, read, main, all));
    } else if (page instanceof HistoryPage.Removed) {
      reply.send(Problems.removed(visit.caller()));
    } else if (page instanceof HistoryPage.Overloaded) {
      reply.send(Problems.overloaded());
    } else {
      reply.send(Problems.storeUnavailable());
    }
  }

  private Answer page(Visit visit, PlainCommand.Read read, ChannelName main, News news) {
    return new PlacePage(visit, read.place(), main, read.paused(), news, clock.instant())
        .page()
        .answer();
  }

  private static Problem problem(Visit visit, End why) {
    return switch (why) {
      case DRAINED -> Problems.draining();
      case EXPIRED -> Problems.expired();
      case REMOVED -> Problems.removed(visit.caller());
      default -> Problems.storeUnavailable();
    };
  }
}
