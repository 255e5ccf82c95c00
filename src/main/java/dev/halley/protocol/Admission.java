package dev.halley.protocol;

import dev.halley.auth.Action;
import dev.halley.auth.Authenticator;
import dev.halley.auth.Authenticator.Authentication;
import dev.halley.auth.Caller;
import dev.halley.auth.Credentials;
import dev.halley.auth.Permissions;
import dev.halley.auth.Permissions.Verdict;
import dev.halley.auth.Rates;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.message.ChannelName;
import dev.halley.protocol.Problem.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says who asks, whether they may and whether it is too often, in the words of the protocols. */
public final class Admission {

  private static final Logger LOG = System.getLogger(Admission.class.getName());

  private final Authenticator authenticator;
  private final Permissions permissions;
  private final Rates rates;

  /** Over what knows who people are, what they may, and how often. */
  public Admission(Authenticator authenticator, Permissions permissions, Rates rates) {
    this.authenticator = authenticator;
    this.permissions = permissions;
    this.rates = rates;
  }

  /** Who asks, or why that is not known. */
  public sealed interface Entry {

    /** The caller is known, or anonymous. */
    record In(Caller caller) implements Entry {}

    /** The request is refused. */
    record Out(Problem problem) implements Entry {}
  }

  /** Says who asks. */
  public Entry enter(Credentials credentials, String address) {
    Authentication authentication;
    try {
      authentication = authenticator.authenticate(credentials, address);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "Who holds a name cannot be read: {0}", e.getMessage());
      return new Entry.Out(Problems.storeUnavailable());
    }
    if (authentication instanceof Authentication.Known known) {
      return new Entry.In(known.caller());
    }
    if (!(authentication instanceof Authentication.Refused refused)) {
      return new Entry.Out(Problems.loginUnavailable());
    }
    Code code = refused.expired() ? Code.EXPIRED_TOKEN : Code.INVALID_TOKEN;
    return new Entry.Out(Problem.of(code, refused.detail()));
  }

  /**
   * Why the caller may not do this with all of the channels; null if they may. A refusal that was
   * looked up in the storage counts as something read.
   */
  public @Nullable Problem check(Caller caller, Action action, List<ChannelName> channels) {
    try {
      return ask(caller, action, channels);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "What is known of members cannot be read: {0}", e.getMessage());
      return Problems.storeUnavailable();
    }
  }

  private @Nullable Problem ask(Caller caller, Action action, List<ChannelName> channels) {
    Problem forbidden = null;
    for (int i = 0; i < channels.size(); i++) {
      ChannelName channel = channels.get(i);
      Verdict verdict = permissions.ask(caller, action, channel, Broker.Reach.MEMORY);
      if (verdict == Verdict.UNKNOWN) {
        Problem tooOften = poll(caller);
        if (tooOften != null) {
          return tooOften;
        }
        verdict = permissions.ask(caller, action, channel);
        if (verdict != Verdict.ALLOWED) {
          // Names of rooms that one is not in never end, and each is looked up.
          rates.done(caller);
        }
      }
      if (verdict == Verdict.TOKEN_REQUIRED) {
        return Problem.of(
            Code.TOKEN_REQUIRED, "only a user may " + verb(action) + " " + channel, channel);
      }
      if (verdict == Verdict.FORBIDDEN && forbidden == null) {
        forbidden =
            Problem.of(
                Code.FORBIDDEN,
                caller.display() + " may not " + verb(action) + " " + channel,
                channel);
        if (caller.user() != null) {
          // No token is missing, so no later channel has more to say.
          return forbidden;
        }
      }
    }
    return forbidden;
  }

  /** Counts a message that the caller may publish; why it is one too many, or null. */
  public @Nullable Problem publish(Caller caller, ChannelName channel) {
    int seconds = rates.publish(caller, channel);
    return seconds == 0 ? null : Problems.tooOften("more messages come", seconds);
  }

  /** Counts a claim of a name, or a change of members; why it is one too many, or null. */
  public @Nullable Problem claim(Caller caller) {
    int seconds = rates.enter(caller);
    return seconds == 0 ? null : Problems.tooOften("more names and changes of rooms come", seconds);
  }

  /** Counts something to read that is answered at once; why it is one too many, or null. */
  public @Nullable Problem read(Caller caller) {
    int seconds = rates.read(caller);
    return seconds == 0 ? null : Problems.tooOften("more requests come", seconds);
  }

  /** As the other, for what costs as much as so many. */
  public @Nullable Problem read(Caller caller, int times) {
    int seconds = rates.read(caller, times);
    return seconds == 0 ? null : Problems.tooOften("more requests come", seconds);
  }

  /**
   * As {@link #check}, of what was read by now and is about to be told: who was removed meanwhile,
   * or whose session ended, sees nothing that was written since.
   */
  public @Nullable Problem checkAgain(Caller caller, List<ChannelName> channels) {
    try {
      return channels.stream().allMatch(channel -> permissions.may(caller, Action.READ, channel))
              && !permissions.isOut(caller)
          ? null
          : Problems.removed(caller);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "What is known of members cannot be read: {0}", e.getMessage());
      return Problems.storeUnavailable();
    }
  }

  /**
   * Why the caller may not begin what is counted when it is over, such as a poll; null if they may.
   * {@link #rates} hear of it.
   */
  public @Nullable Problem poll(Caller caller) {
    int seconds = rates.mayPoll(caller);
    return seconds == 0 ? null : Problems.tooOften("more requests come", seconds);
  }

  /** What counts how often something is done. */
  public Rates rates() {
    return rates;
  }

  private static String verb(Action action) {
    return action == Action.READ ? "read" : "publish to";
  }
}
