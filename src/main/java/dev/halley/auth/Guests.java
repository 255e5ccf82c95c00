package dev.halley.auth;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * People who come in with nothing but a name, in one script. A name is theirs while a record of it
 * says so: each change of a record is a compare-and-set, so of two who want a name at once one gets
 * it, on whatever node. Renewing keeps the session of the record, so that tokens which are on their
 * way, or in another tab, stay good; giving the name back takes the record, and with it all tokens
 * of its session.
 */
public final class Guests {

  private static final Logger LOG = System.getLogger(Guests.class.getName());
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nd}._-][\\p{L}\\p{M}\\p{Nd}._-]{0,31}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final int SESSION_BYTES = 16;

  /** Each try that fails is another's that succeeded, on the same name at the same moment. */
  private static final int TRIES = 10;

  private final Records records;
  private final Tokens tokens;
  private final boolean isOpen;
  private final Duration life;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * Guests whose tokens are signed with this key.
   *
   * @param hasLogin whether there is another way to come in
   */
  public Guests(
      Records records,
      SigningKey key,
      AuthSettings settings,
      boolean hasLogin,
      InstantSource clock,
      SecureRandom random) {
    this.records = records;
    this.tokens = new Tokens(key.secret());
    this.isOpen = settings.guestsMayEnter(hasLogin);
    this.life = settings.guestLife();
    this.clock = clock;
    this.random = random;
  }

  /** Whether anybody may come in; who is in may leave in any case. */
  public boolean isOpen() {
    return isOpen;
  }

  /** What became of asking for a guest's name. */
  public sealed interface Opened {

    /**
     * The name is theirs.
     *
     * @param token what proves it
     * @param user its canonical form
     * @param name as it was typed
     * @param expires when the token ends, milliseconds since 1970-01-01 UTC
     */
    record Granted(String token, UserName user, String name, long expires) implements Opened {

      /** Never shows the token. */
      @Override
      public String toString() {
        return "Granted[" + user + ", expires=" + expires + "]";
      }
    }

    /** Someone else holds the name. */
    record NameTaken(UserName user) implements Opened {}

    /** No name that a guest can have. */
    record InvalidName(String detail) implements Opened {}

    /** The secret is not 16 to 64 of [A-Za-z0-9_-]. */
    record InvalidSecret(String detail) implements Opened {}

    /** The storage failed; asking again with the same secret is safe. */
    record Failed() implements Opened {}
  }

  /**
   * Gives a name to whom it belongs: to anyone if it is free, else to the guest who holds it, known
   * by the token or by the secret. The call-back comes on a thread of the storage or the caller's
   * and must not wait.
   *
   * @param caller who asks: anonymous, or the guest whose own name is renewed
   * @param name as it was typed
   * @param secret what the guest will show to get a token again; null for none
   */
  public void open(Caller caller, String name, @Nullable String secret, Consumer<Opened> then) {
    Opened invalid = invalid(name, secret);
    if (invalid == null) {
      claim(new Claim(caller, user(name).orElseThrow(), name, secret), TRIES, then);
    } else {
      then.accept(invalid);
    }
  }

  /** Why {@link #open} takes neither for what they are, whoever asks; null if it does. */
  public @Nullable Opened invalid(String name, @Nullable String secret) {
    Optional<UserName> user = user(name);
    if (user.isEmpty()) {
      return new Opened.InvalidName(
          "expected a name of 1 to 32 letters, digits or -_. that stays so in canonical form");
    }
    if (!Scripts.isSingle(user.get().value()) || !Scripts.isVisible(user.get().value())) {
      return new Opened.InvalidName(
          "expected a name in one script, of which everything shows, so that it looks like no"
              + " other's");
    }
    return secret != null && !SECRET.matcher(secret).matches()
        ? new Opened.InvalidSecret("expected a secret of 16 to 64 of [A-Za-z0-9_-]")
        : null;
  }

  private static Optional<UserName> user(String name) {
    return Optional.of(name)
        .filter(Guests::isName)
        .flatMap(UserName::parse)
        .filter(u -> isName(u.value()));
  }

  private record Claim(Caller caller, UserName user, String name, @Nullable String secret) {

    boolean fits(GuestRecord held) {
      return held.session().equals(caller.session()) || held.hasSecret(secret);
    }
  }

  private void claim(Claim claim, int tries, Consumer<Opened> then) {
    Records.Entry before;
    try {
      before = records.get(GuestRecord.key(claim.user()));
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "A guest cannot come in", e);
      then.accept(new Opened.Failed());
      return;
    }
    GuestRecord held = before == null ? newSession() : GuestRecord.parse(before.value());
    if (before != null && !claim.fits(held)) {
      then.accept(new Opened.NameTaken(claim.user()));
      return;
    }
    // A token tells its end in seconds. A record outlives the longest of its tokens.
    Instant end = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    long expires = end.toEpochMilli();
    long kept = before == null ? expires : Math.max(expires, before.expires());
    Records.Entry after = new Records.Entry(held.withSecret(claim.secret()).value(), kept);
    records.compareAndSet(
        GuestRecord.key(claim.user()),
        before,
        after,
        swap -> {
          switch (swap) {
            case DONE -> {
              String token = tokens.guest(claim.user(), claim.name(), held.session(), end);
              then.accept(new Opened.Granted(token, claim.user(), claim.name(), expires));
            }
            case CHANGED -> {
              if (tries > 1) {
                claim(claim, tries - 1, then);
              } else {
                then.accept(new Opened.Failed());
              }
            }
            case FAILED -> then.accept(new Opened.Failed());
          }
        });
  }

  private GuestRecord newSession() {
    byte[] bits = new byte[SESSION_BYTES];
    random.nextBytes(bits);
    return new GuestRecord(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bits), GuestRecord.NO_SECRET);
  }

  /**
   * Gives the caller's name back and ends the tokens of its session; nothing happens if the caller
   * is no guest or the session has ended already. The call-back comes on a thread of the storage or
   * the caller's and must not wait; it gets false if the storage failed.
   */
  public void close(Caller caller, Consumer<Boolean> then) {
    UserName user = caller.user();
    if (user == null || caller.session() == null) {
      then.accept(true);
    } else {
      release(caller, user, TRIES, then);
    }
  }

  private void release(Caller caller, UserName user, int tries, Consumer<Boolean> then) {
    Records.Entry before;
    try {
      before = records.get(GuestRecord.key(user));
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "A guest cannot give a name back", e);
      then.accept(false);
      return;
    }
    if (before == null || !GuestRecord.parse(before.value()).session().equals(caller.session())) {
      then.accept(true);
      return;
    }
    records.compareAndSet(
        GuestRecord.key(user),
        before,
        null,
        swap -> {
          if (swap == Records.Swap.CHANGED && tries > 1) {
            release(caller, user, tries - 1, then);
          } else {
            then.accept(swap == Records.Swap.DONE);
          }
        });
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
