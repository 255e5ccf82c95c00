package dev.halley.protocol.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.auth.Action;
import dev.halley.broker.Appended;
import dev.halley.hub.Hub;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a form brings, once, however often it comes. */
final class Writing {

  private static final int ID_BYTES = 16;

  private final Hub hub;
  private final Admission admission;
  private final PlainLimits limits;

  Writing(Hub hub, Admission admission, PlainLimits limits) {
    this.hub = hub;
    this.admission = admission;
    this.limits = limits;
  }

  /** Stores what was said and shows the place again; an empty form only looks for news. */
  void say(Visit visit, PlainCommand.Say say, Reply reply) {
    if (say.text().isEmpty()) {
      reply.send(Page.seeOther(visit.at(say.place(), say.cursor(), false)));
      return;
    }
    ChannelName channel = channel(say.place());
    if (channel == null) {
      refuse(visit, say, Problem.of(Code.INVALID_PARAMETER, "to takes a user's name"), reply);
      return;
    }
    Payload data = SaidText.payload(say.text());
    if (data.size() > limits.maxMessage()) {
      String detail = "a message takes at most " + limits.maxMessage() + " bytes";
      refuse(visit, say, Problem.of(Code.MESSAGE_TOO_LARGE, detail), reply);
      return;
    }
    Problem problem = admission.check(visit.caller(), Action.PUBLISH, List.of(channel));
    if (problem == null) {
      problem = admission.publish(visit.caller(), channel);
    }
    if (problem != null) {
      refuse(visit, say, problem, reply);
      return;
    }
    Draft draft = Draft.to(channel, id(say), visit.caller().user(), data);
    hub.publish(draft, reply.guard(appended -> said(visit, say, appended, reply)));
  }

  private static @Nullable ChannelName channel(Place place) {
    if (place instanceof Place.Room room) {
      return room.channel();
    }
    String to = ((Place.Inbox) place).to();
    return to.isEmpty() ? null : new UserName(to).inbox();
  }

  private static void said(Visit visit, PlainCommand.Say say, Appended appended, Reply reply) {
    if (appended instanceof Appended.Stored) {
      reply.send(Page.seeOther(visit.at(say.place(), say.cursor(), false)));
    } else if (appended instanceof Appended.IdTaken) {
      refuse(visit, say, Problem.of(Code.ID_TAKEN, "id takes one that is free"), reply);
    } else if (appended instanceof Appended.Failed) {
      refuse(visit, say, Problems.storeUnavailable(), reply);
    } else {
      refuse(visit, say, Problems.overloaded(), reply);
    }
  }

  /** Says what is wrong, and gives the writer the text back to try again. */
  private static void refuse(Visit visit, PlainCommand.Say say, Problem problem, Reply reply) {
    reply.send(
        ProblemPage.of(problem, visit.headers(), html -> SayForm.again(html, visit, say)).answer());
  }

  /**
   * The form's id and the text together make the message's: who goes back in the browser and says
   * something else from the same form has said another thing.
   */
  private static MessageId id(PlainCommand.Say say) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(say.form().getBytes(UTF_8));
      digest.update((byte) 0);
      byte[] bits = Arrays.copyOf(digest.digest(say.text().getBytes(UTF_8)), ID_BYTES);
      return new MessageId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
