package dev.halley.auth;

import dev.halley.broker.Broker;
import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells who may do what, from the rules, the caller's grants and who is a member of which private
 * room. What no rule covers is forbidden.
 *
 * @param rules the access column
 * @param members who is a member where
 * @param ended whether a caller's session has ended; may wait for the storage
 */
public record Permissions(Rules<Access> rules, Membership members, Predicate<Caller> ended) {

  /** The answer to "may they". */
  public enum Verdict {
    /** They may. */
    ALLOWED,
    /** They may not while anonymous; a token could change that. */
    TOKEN_REQUIRED,
    /** They may not. */
    FORBIDDEN,
    /** Memory alone does not tell. */
    UNKNOWN
  }

  /** With rules that know of no members, for callers whose sessions never end. */
  public Permissions(Rules<Access> rules) {
    this(rules, Membership.NONE);
  }

  /** For callers whose sessions never end. */
  public Permissions(Rules<Access> rules, Membership members) {
    this(rules, members, caller -> false);
  }

  /**
   * Whether the caller, who was let in, has lost the session since, so that they may nothing more.
   * May wait for the storage.
   *
   * @throws dev.halley.broker.BrokerException if the storage cannot be read
   */
  public boolean isOut(Caller caller) {
    return caller.session() != null && ended.test(caller);
  }

  /**
   * Whether the caller may do this with the channel. May wait for the storage; never comes to
   * {@link Verdict#UNKNOWN}.
   *
   * @throws dev.halley.broker.BrokerException if the storage cannot be read
   */
  public Verdict ask(Caller caller, Action action, ChannelName channel) {
    return ask(caller, action, channel, Broker.Reach.STORE);
  }

  /**
   * As the other, as far as may be reached: with {@link Broker.Reach#MEMORY} it never waits, and
   * may come to {@link Verdict#UNKNOWN}.
   */
  public Verdict ask(Caller caller, Action action, ChannelName channel, Broker.Reach reach) {
    Access access = rules.findOrNull(channel);
    if (access == null) {
      return Verdict.FORBIDDEN;
    }
    Access.Who who = action == Action.READ ? access.read() : access.publish();
    UserName user = caller.user();
    boolean in =
        switch (who) {
          case ANYONE -> true;
          case USER -> user != null;
          case OWNER -> user != null && channel.isOwnedBy(user);
          case MEMBER, TOKEN, SERVER, NOBODY -> false;
        };
    if (in || (who.isOpen() && isGranted(caller, action, channel))) {
      return Verdict.ALLOWED;
    }
    if (user == null) {
      return who.isOpen() ? Verdict.TOKEN_REQUIRED : Verdict.FORBIDDEN;
    }
    return who == Access.Who.MEMBER ? members.ask(user, channel, reach) : Verdict.FORBIDDEN;
  }

  /** Whether the verdict is {@link Verdict#ALLOWED}. May wait for the storage, as that. */
  public boolean may(Caller caller, Action action, ChannelName channel) {
    return ask(caller, action, channel) == Verdict.ALLOWED;
  }

  /** Whether it matters to the rules who is a member of this room. */
  public boolean isForMembers(ChannelName channel) {
    Access access = rules.findOrNull(channel);
    return access != null
        && (access.read() == Access.Who.MEMBER || access.publish() == Access.Who.MEMBER);
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
