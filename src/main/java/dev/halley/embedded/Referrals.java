package dev.halley.embedded;

import dev.halley.broker.Appended.Why;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Referral;
import dev.halley.message.Ties;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What it means that a draft refers to an earlier message: which one that is, whether it may, and
 * what becomes of it and of its corrections.
 *
 * <p>There is no index. Without an offset an id leads to its message while it is remembered; with
 * one, which later is needed, only that place is looked at. The copy of a message in another inbox
 * has the same time, and the times of a log never fall, so it is found by halving.
 */
final class Referrals {

  /** How often a message can be corrected: its removal goes through all of them. */
  static final int MOST = 50;

  /** How far apart in time two copies of a message may be, in milliseconds. */
  private static final long MOST_APART = 10_000;

  private Referrals() {}

  /** Looks for something in one log. */
  interface Search<T> {
    @Nullable T on(Shelf shelf);
  }

  /** Looks into the log of a channel. */
  interface Look {
    <T> @Nullable T in(ChannelName channel, Search<T> search);
  }

  /**
   * The message that a draft refers to, in the draft's channel or, if it is gone there, in the
   * sender's own inbox; null if there is none.
   */
  static @Nullable Message original(Draft draft, Referral referral, Look look) {
    Message found = look.in(draft.channel(), shelf -> find(shelf, draft, referral));
    ChannelName own = draft.copy();
    if (found != null || own == null) {
      return found;
    }
    Message copy = look.in(own, shelf -> find(shelf, draft, referral));
    if (copy == null) {
      return null;
    }
    Message main = look.in(draft.channel(), shelf -> twin(shelf, copy));
    return main == null ? copy : main;
  }

  /**
   * An inbox also holds what its user sent to others: that has its place elsewhere. An id may be
   * used again once it is forgotten, so whoever says the offset means that message and no other.
   */
  private static @Nullable Message find(Shelf shelf, Draft draft, Referral referral) {
    long place = referral.at() > 0 ? referral.at() : shelf.known(referral.id());
    Message found = at(shelf, referral.id(), place);
    return found != null && Objects.equals(found.to(), draft.to()) ? found : null;
  }

  private static @Nullable Message at(Shelf shelf, MessageId id, long offset) {
    Message found = offset == 0 ? null : shelf.at(offset);
    return found != null && found.id().equals(id) ? found : null;
  }

  /** The same message in a log, whichever that is; null if it is not there any more. */
  static @Nullable Message twin(Shelf shelf, Message original) {
    Message known = shelf.at(original.offset());
    if (known == null || !isSame(known, original)) {
      long offset = shelf.known(original.id());
      known = offset == 0 ? null : shelf.at(offset);
    }
    return known != null && isSameAtAbout(known, original) ? known : byTime(shelf, original);
  }

  private static @Nullable Message byTime(Shelf shelf, Message original) {
    long low = shelf.first();
    long high = shelf.last() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Message message = shelf.at(middle);
      if (message == null || message.time() < original.time()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    long end = Math.min(shelf.last(), low + Remembered.MESSAGES);
    for (long offset = low; offset <= end; offset++) {
      Message message = shelf.at(offset);
      if (message == null || message.time() != original.time()) {
        return null;
      }
      if (isSame(message, original)) {
        return message;
      }
    }
    return null;
  }

  private static boolean isSame(Message one, Message other) {
    return one.time() == other.time() && isSameAtAbout(one, other);
  }

  /** Where one of two logs is in memory, its copy may be a commit later than the other. */
  private static boolean isSameAtAbout(Message one, Message other) {
    return one.id().equals(other.id())
        && Math.abs(one.time() - other.time()) <= MOST_APART
        && Objects.equals(one.from(), other.from())
        && Objects.equals(one.to(), other.to());
  }

  /** Where the second copy goes: to whoever sent the original; null for nowhere. */
  static @Nullable ChannelName copy(Draft draft, Message original) {
    UserName author = original.from();
    return draft.to() == null || author == null || author.equals(draft.to())
        ? null
        : author.inbox();
  }

  /**
   * Why a draft may not refer to a message; null if it may.
   *
   * @param original null if there is none
   */
  static @Nullable Why refusal(
      Draft draft, Referral referral, @Nullable Message original, long now, Look look) {
    if (original == null) {
      return Why.UNKNOWN;
    }
    if (original.ties().refers() != null) {
      return Why.NOT_ORIGINAL;
    }
    if (original.ties().removed()) {
      return Why.REMOVED;
    }
    if (referral.within() != null) {
      if (draft.from() == null || !draft.from().equals(original.from())) {
        return Why.NOT_THEIRS;
      }
      if (now - original.time() >= referral.within().toMillis()) {
        return Why.TOO_OLD;
      }
    }
    return draft.data().isNull()
        ? null
        : look.in(
            original.channel(),
            shelf -> corrections(original, shelf::at).size() >= MOST ? Why.TOO_OFTEN : null);
  }

  /**
   * How the message that a draft becomes is tied.
   *
   * @param original what it refers to as it lies in the same log; null if it is not there
   */
  static Ties ties(Draft draft, @Nullable Message original) {
    Referral referral = draft.refers();
    if (referral == null) {
      return Ties.NONE;
    }
    if (original == null) {
      return new Ties(referral.id(), 0, 0, false);
    }
    long before = draft.data().isNull() ? 0 : original.ties().link();
    return new Ties(referral.id(), original.offset(), before, false);
  }

  /**
   * What becomes of others when a message is stored. To do it twice is harmless, if all that came
   * since is also done again, in its order.
   *
   * @param shelf what lies at an offset of the same log; null if it is not there any more
   */
  static List<Message> changes(Message later, LongFunction<@Nullable Message> shelf) {
    if (later.ties().at() == 0 || later.ties().removed()) {
      return List.of();
    }
    Message original = shelf.apply(later.ties().at());
    if (original == null) {
      return List.of();
    }
    if (!later.isRemoval()) {
      return original.ties().removed() ? List.of() : List.of(original.corrected(later.offset()));
    }
    List<Message> emptied = new ArrayList<>();
    emptied.add(original.emptied());
    corrections(original, shelf).forEach(each -> emptied.add(each.emptied()));
    return emptied;
  }

  /** The corrections of a message, the newest first. */
  private static List<Message> corrections(
      Message original, LongFunction<@Nullable Message> shelf) {
    List<Message> found = new ArrayList<>();
    long next = original.ties().link();
    while (next > original.offset() && found.size() <= MOST) {
      Message correction = shelf.apply(next);
      if (correction == null) {
        break;
      }
      found.add(correction);
      next = correction.ties().link();
    }
    return found;
  }
}
