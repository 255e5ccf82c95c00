package dev.halley.auth;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a name: the guest whose session its record tells, or for ever the user who once came
 * with a token of a login. There is one record for a name, so the disk can never say both.
 *
 * <p>A user's first request goes on before the record is on the disk. From the moment before it
 * does, memory knows of the claim, no guest holds the name any more, and what they held open was
 * told to end. The record was ordered before whatever that request stores: each request that comes
 * before it is known to be ordered orders it too. Where a guest changed the record at that very
 * moment it is in the next commit. If the storage fails, memory keeps the claim, and the next
 * request of the user orders anew.
 */
final class NameHolders {

  /** More users than come in for the first time between two commits. */
  static final int MAX_CLAIMS = 10_000;

  private static final Logger LOG = System.getLogger(NameHolders.class.getName());

  private final Records records;
  private final Consumer<UserName> driveOut;

  /** Whose record is not on the disk yet. */
  private final Map<UserName, Claim> claims = new ConcurrentHashMap<>();

  /** How far a claim has come. */
  private enum Claim {
    /** A request is about to order its record. */
    BEGUN,
    /** It is on its way. */
    ORDERED,
    /** It could not be stored. */
    FAILED
  }

  /**
   * Over the records of {@link Guests}.
   *
   * @param driveOut told of each name that a guest loses to a user of the login; must not wait
   */
  NameHolders(Records records, Consumer<UserName> driveOut) {
    this.records = records;
    this.driveOut = driveOut;
  }

  /**
   * Whether a guest holds the name, in this session.
   *
   * @throws BrokerException if that cannot be read
   */
  boolean isHeld(UserName user, String session) {
    // A claim is dropped once its record shows, so it is found here or there.
    if (claims.containsKey(user)) {
      return false;
    }
    Records.Entry entry = records.get(GuestRecord.key(user));
    return entry != null && GuestRecord.isOf(session, entry.value());
  }

  /**
   * Makes the name that of a login's user for ever. Who calls goes on before that is stored.
   *
   * @throws BrokerException if it cannot be read who holds the name, or at once be said that it
   *     will be stored: then the user is not to go on
   */
  void claim(UserName user) {
    if (isUser(records.get(GuestRecord.key(user))) || claims.get(user) == Claim.ORDERED) {
      return;
    }
    if (claims.size() >= MAX_CLAIMS && !claims.containsKey(user)) {
      orderOneThatFailed();
      throw new BrokerException("too many names wait to be stored");
    }
    claims.put(user, Claim.BEGUN);
    orderAnew(user);
    if (claims.get(user) == Claim.FAILED) {
      throw new BrokerException("that a name has its user could not be stored");
    }
  }

  private static boolean isUser(Records.@Nullable Entry entry) {
    return entry != null && GuestRecord.isOf(GuestRecord.USER.session(), entry.value());
  }

  private void order(UserName user) {
    Records.Entry before = records.get(GuestRecord.key(user));
    if (isUser(before)) {
      claims.remove(user);
      return;
    }
    if (before != null) {
      driveOut.accept(user);
    }
    records.compareAndSet(
        GuestRecord.key(user),
        before,
        new Records.Entry(GuestRecord.USER.value(), Caller.NEVER),
        swap -> {
          switch (swap) {
            case DONE -> claims.remove(user);
            case CHANGED -> orderAnew(user);
            case FAILED -> failed(user, "the storage failed");
          }
        });
    claims.replace(user, Claim.BEGUN, Claim.ORDERED);
  }

  private void orderAnew(UserName user) {
    try {
      order(user);
    } catch (BrokerException e) {
      failed(user, String.valueOf(e.getMessage()));
    }
  }

  private void failed(UserName user, String why) {
    claims.replace(user, Claim.FAILED);
    // The storage that failed has said so itself; this comes for each user who is new.
    LOG.log(Level.DEBUG, "That a name has its user could not be stored: {0}", why);
  }

  /** So there is room again once the storage works, also if none of those users comes back. */
  private void orderOneThatFailed() {
    claims.entrySet().stream()
        .filter(claim -> claim.getValue() == Claim.FAILED)
        .map(Map.Entry::getKey)
        .findFirst()
        .filter(user -> claims.replace(user, Claim.FAILED, Claim.BEGUN))
        .ifPresent(this::orderAnew);
  }
}
