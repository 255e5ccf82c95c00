package dev.halley.auth;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a name: the guest whose session its record tells, or for ever the user who once came
 * with a token of a login. There is one record for a name, so both can never hold it.
 *
 * <p>A user's first request goes on before the record is on the disk. But the record was ordered
 * before whatever that request stores, so who has left anything behind has left the record too.
 */
final class NameHolders {

  private static final Logger LOG = System.getLogger(NameHolders.class.getName());

  private final Records records;
  private final Consumer<UserName> driveOut;

  /** Whose record is on its way. */
  private final Set<UserName> claiming = ConcurrentHashMap.newKeySet();

  /**
   * Over the records of {@link Guests}.
   *
   * @param driveOut told of each name that a guest has lost to a user of the login; must not wait
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
    Records.Entry entry = records.get(GuestRecord.key(user));
    return entry != null && GuestRecord.isOf(session, entry.value());
  }

  /** Makes the name that of a login's user for ever. Who calls goes on meanwhile. */
  void claim(UserName user) {
    try {
      Records.Entry entry = records.get(GuestRecord.key(user));
      if (entry != null && GuestRecord.isOf(GuestRecord.USER.session(), entry.value())) {
        return;
      }
      if (claiming.add(user)) {
        claim(user, entry);
      }
    } catch (BrokerException e) {
      // No guest comes in either, and the next request of this user tries again.
      LOG.log(Level.WARNING, "Who holds a name cannot be read: {0}", e.getMessage());
    }
  }

  private void claim(UserName user, Records.@Nullable Entry before) {
    records.compareAndSet(
        GuestRecord.key(user),
        before,
        new Records.Entry(GuestRecord.USER.value(), Caller.NEVER),
        swap -> {
          claiming.remove(user);
          switch (swap) {
            case DONE -> {
              if (before != null) {
                driveOut.accept(user);
              }
            }
            case CHANGED -> claim(user);
            case FAILED -> LOG.log(Level.WARNING, "That a name has its user could not be stored");
          }
        });
  }
}
