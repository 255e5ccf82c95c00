package dev.halley.auth;

import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import java.util.List;

/**
 * Tells who may do what, from the rules and the caller's grants. What no rule covers is forbidden.
 *
 * @param rules the access column
 */
public record Permissions(Rules<Access> rules) {

  /** The answer to "may they". */
  public enum Verdict {
    /** They may. */
    ALLOWED,
    /** They may not while anonymous; a token could change that. */
    TOKEN_REQUIRED,
    /** They may not. */
    FORBIDDEN
  }

  /** Whether the caller may do this with the channel. */
  public Verdict ask(Caller caller, Action action, ChannelName channel) {
    Access access = rules.findOrNull(channel);
    if (access == null) {
      return Verdict.FORBIDDEN;
    }
    Access.Who who = action == Action.READ ? access.read() : access.publish();
    boolean in =
        switch (who) {
          case ANYONE -> true;
          case USER -> caller.user() != null;
          case OWNER -> caller.user() != null && channel.isOwnedBy(caller.user());
          case TOKEN, SERVER, NOBODY -> false;
        };
    if (in || (who.isOpen() && isGranted(caller, action, channel))) {
      return Verdict.ALLOWED;
    }
    boolean tokenCouldHelp = caller.user() == null && who.isOpen();
    return tokenCouldHelp ? Verdict.TOKEN_REQUIRED : Verdict.FORBIDDEN;
  }

  /** Whether the verdict is {@link Verdict#ALLOWED}. */
  public boolean may(Caller caller, Action action, ChannelName channel) {
    return ask(caller, action, channel) == Verdict.ALLOWED;
  }

  private static boolean isGranted(Caller caller, Action action, ChannelName channel) {
    List<Grant> grants = caller.grants();
    for (int i = 0; i < grants.size(); i++) {
      Grant grant = grants.get(i);
      if (grant.action() == action && grant.pattern().matches(channel)) {
        return true;
      }
    }
    return false;
  }
}
