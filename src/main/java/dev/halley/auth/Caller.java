package dev.halley.auth;

import dev.halley.message.UserName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param user the authenticated user; null for an anonymous caller
 * @param address the network address the request came from, as text, after listed proxies were
 *     looked through; empty for a listed proxy's own, which no limit counts
 * @param expires when the proof of who asks ends, milliseconds since 1970-01-01 UTC; {@link #NEVER}
 *     for an anonymous caller
 * @param session the guest session the token belongs to; null for other callers
 * @param grants what the token allows beyond the rules
 * @param admin whether the token says that they look after this server: they may do what is a
 *     moderator's or an admin's, but read and publish no more than their grants say
 * @param moderator whether the token says that they look after what is said: they may correct and
 *     remove messages of others; {@link #isModerator()} says it of an admin too
 * @param name what to call them; null for nothing but the user's name
 */
public record Caller(
    @Nullable UserName user,
    String address,
    long expires,
    @Nullable String session,
    List<Grant> grants,
    boolean admin,
    boolean moderator,
    @Nullable String name) {

  /** The expiry of what does not expire. */
  public static final long NEVER = Long.MAX_VALUE;

  public Caller {
    grants = List.copyOf(grants);
  }

  /** A caller with no name to show. */
  public Caller(
      @Nullable UserName user,
      String address,
      long expires,
      @Nullable String session,
      List<Grant> grants,
      boolean admin,
      boolean moderator) {
    this(user, address, expires, session, grants, admin, moderator, null);
  }

  /** A caller who is no moderator unless they are an admin. */
  public Caller(
      @Nullable UserName user,
      String address,
      long expires,
      @Nullable String session,
      List<Grant> grants,
      boolean admin) {
    this(user, address, expires, session, grants, admin, false);
  }

  /** A caller who is no admin. */
  public Caller(
      @Nullable UserName user,
      String address,
      long expires,
      @Nullable String session,
      List<Grant> grants) {
    this(user, address, expires, session, grants, false);
  }

  /** A caller without a token. */
  public static Caller anonymous(String address) {
    return new Caller(null, address, NEVER, null, List.of());
  }

  /** The same caller at another address. */
  Caller at(String other) {
    return address.equals(other)
        ? this
        : new Caller(user, other, expires, session, grants, admin, moderator, name);
  }

  /** Whether they may do what is a moderator's. */
  public boolean isModerator() {
    return moderator || admin;
  }

  /** The name for error messages. */
  public String display() {
    return user == null ? "an anonymous caller" : user.value();
  }
}
