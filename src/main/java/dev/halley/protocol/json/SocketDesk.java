package dev.halley.protocol.json;

import dev.halley.auth.Credentials;
import dev.halley.hub.Hub;
import dev.halley.message.Payload;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.SocketProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The carrier {@code /v1/ws}: lets sockets in, and holds what all conversations over them share.
 *
 * <p>A token that is no good is refused with the handshake, and so is everyone while this server
 * stops: a client that was let in knows that it was.
 */
record SocketDesk(
    Hub hub,
    Admission admission,
    Publisher publisher,
    CommandParser commands,
    SocketParser parser,
    SocketFrames frames,
    JsonLimits limits,
    Refusals refusals)
    implements SocketProtocol {

  /** Why something was not done, to be sent. */
  Frame refusal(Problem problem, @Nullable Payload ref) {
    refusals.refused(problem.code());
    return frames.error(problem, ref);
  }

  /** What became of a message that was published, to be sent. */
  Frame outcome(Publisher.Outcome outcome, @Nullable Payload ref) {
    return outcome instanceof Publisher.Outcome.Refused refused
        ? refusal(refused.problem(), ref)
        : frames.stored((Publisher.Outcome.Stored) outcome, ref);
  }

  @Override
  public Welcome welcome(Inbound handshake) {
    CommandParser.Asked asked = commands.parse(handshake);
    JsonCommand command = asked.command();
    if (command instanceof JsonCommand.Refused refused) {
      return new Welcome.Out(refused.problem().answer(refused.headers()));
    }
    if (command instanceof JsonCommand.Options options) {
      return new Welcome.Out(Answer.empty(204, options.headers()));
    }
    Credentials credentials = asked.credentials();
    Admission.Entry entry = admission.enter(credentials, handshake.address());
    if (entry instanceof Admission.Entry.Out out) {
      return new Welcome.Out(out.problem().answer());
    }
    Problem tooOften = admission.read(((Admission.Entry.In) entry).caller());
    if (tooOften != null) {
      return new Welcome.Out(tooOften.answer());
    }
    if (hub.isDraining()) {
      return new Welcome.Out(Problems.draining().answer());
    }
    return new Welcome.In(
        socket -> new SocketConversation(this, socket, handshake.address(), credentials));
  }
}
