package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.broker.Appended;
import dev.halley.hub.Hub;
import dev.halley.message.Draft;
import dev.halley.message.Referral;
import dev.halley.presence.Typing;
import dev.halley.protocol.Admission;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Appends what is published, and says what became of it in the words of the protocol. */
final class Publisher {

  private static final Logger LOG = System.getLogger(Publisher.class.getName());

  private final Hub hub;
  private final Admission admission;
  private final Typing typing;
  private final Duration editWithin;

  /**
   * Over a hub.
   *
   * @param editWithin how long the author of a message may change it
   */
  Publisher(Hub hub, Admission admission, Typing typing, Duration editWithin) {
    this.typing = typing;
    this.hub = hub;
    this.admission = admission;
    this.editWithin = editWithin;
  }

  /** What became of a message. */
  sealed interface Outcome {

    /** It is stored. */
    record Stored(JsonCommand.Publish message, Appended.Stored place) implements Outcome {

      /** Adds the answer to JSON text. */
      void write(JsonBuffer json) {
        json.ascii("{\"channel\":").string(message.channel().value());
        json.ascii(",\"offset\":").number(place.offset());
        json.ascii(",\"id\":\"").ascii(message.id().value()).ascii('"');
        json.ascii(",\"time\":").number(place.time());
        json.ascii(place.duplicate() ? ",\"duplicate\":true}" : "}");
      }
    }

    /** It is not, or perhaps not. */
    record Refused(Problem problem) implements Outcome {}
  }

  /** Appends a message. The call-back comes on whatever thread, and must not wait. */
  void publish(Caller caller, JsonCommand.Publish message, Consumer<Outcome> then) {
    Problem problem = refusal(caller, message);
    if (problem != null) {
      then.accept(new Outcome.Refused(problem));
      return;
    }
    publish(message, draft(caller, message), then);
  }

  private void publish(JsonCommand.Publish message, Draft draft, Consumer<Outcome> then) {
    if (typing.covers(draft)) {
      typing.publish(
          draft, hub::publish, (id, appended) -> then.accept(outcome(message.with(id), appended)));
    } else {
      hub.publish(draft, appended -> then.accept(outcome(message, appended)));
    }
  }

  /**
   * Why the caller may not publish this; null if they may, and it is counted as published. A
   * moderator may take away what is in any channel.
   */
  @Nullable Problem refusal(Caller caller, JsonCommand.Publish message) {
    Problem problem =
        message.isRemoval() && caller.isModerator()
            ? null
            : admission.check(caller, Action.PUBLISH, List.of(message.channel()));
    if (problem == null) {
      problem = tooLong(message);
    }
    return problem == null ? admission.publish(caller, message.channel()) : problem;
  }

  private static @Nullable Problem tooLong(JsonCommand.Publish message) {
    int size = message.data().size();
    if (size <= Typing.MOST_BYTES || !Typing.isFor(message.channel())) {
      return null;
    }
    String takes = "data of one who types takes at most " + Typing.MOST_BYTES + " bytes; found ";
    return Problem.of(Code.MESSAGE_TOO_LARGE, takes + size, message.channel());
  }

  /**
   * Appends messages which the caller may publish, in their order, see {@link Hub#publishAll}. The
   * call-back gets an outcome for each. Those that say that somebody types are in no order.
   */
  void publishAll(Caller caller, List<JsonCommand.Publish> messages, Consumer<List<Outcome>> then) {
    Outcomes outcomes = new Outcomes(messages.size(), then);
    List<Integer> places = new ArrayList<>(messages.size());
    List<Draft> drafts = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      Draft draft = draft(caller, messages.get(i));
      if (typing.covers(draft)) {
        publish(messages.get(i), draft, outcomes.awaitAt(i));
      } else {
        places.add(i);
        drafts.add(draft);
      }
    }
    hub.publishAll(
        drafts,
        appended -> {
          for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            outcomes.put(place, outcome(messages.get(place), appended.get(i)));
          }
          outcomes.came();
        });
  }

  private Draft draft(Caller caller, JsonCommand.Publish message) {
    Draft draft = Draft.to(message.channel(), message.id(), caller.user(), message.data());
    JsonCommand.Earlier earlier = message.refers();
    return earlier == null
        ? draft
        : draft.referring(
            new Referral(earlier.id(), earlier.at(), caller.isModerator() ? null : editWithin));
  }

  private static Outcome outcome(JsonCommand.Publish message, Appended appended) {
    if (appended instanceof Appended.Stored stored) {
      return new Outcome.Stored(message, stored);
    }
    if (appended instanceof Appended.IdTaken) {
      return new Outcome.Refused(
          Problem.of(
              Code.ID_TAKEN,
              "id takes one that no other message of the channel has",
              message.channel()));
    }
    if (appended instanceof Appended.CannotRefer refused) {
      return new Outcome.Refused(problem(refused.why(), message));
    }
    if (appended instanceof Appended.Failed failed) {
      LOG.log(Level.DEBUG, "A message could not be stored", failed.cause());
      return new Outcome.Refused(Problems.storeUnavailable());
    }
    return new Outcome.Refused(Problems.overloaded());
  }

  private static Problem problem(Appended.Why why, JsonCommand.Publish message) {
    return switch (why) {
      case UNKNOWN ->
          problem(Code.NOT_FOUND, "takes the id of a message that is there; found none", message);
      case REMOVED ->
          problem(Code.NOT_FOUND, "takes a message that is there; found a removed one", message);
      case NOT_ORIGINAL ->
          problem(Code.NOT_FOUND, "takes the id of the first message; found a correction", message);
      case NOT_THEIRS ->
          problem(Code.FORBIDDEN, "takes a message of one's own; found another's", message);
      case TOO_OLD ->
          problem(Code.FORBIDDEN, "takes a young message; found one that is too old", message);
      case TOO_OFTEN ->
          problem(
              Code.FORBIDDEN,
              "takes a message with fewer corrections; found as many as one may have",
              message);
    };
  }

  private static Problem problem(Code code, String rest, JsonCommand.Publish message) {
    return Problem.of(code, "refers " + rest, message.channel());
  }
}
