package dev.halley.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.message.UserName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of who holds a name, under the name: of a guest the session their tokens belong to
 * and, if they gave a secret, its hash; of a user of a login that they were here.
 *
 * @param session of a guest: random, 22 of {@code [A-Za-z0-9_-]}
 * @param secretHash of the session and the secret; empty for none
 */
record GuestRecord(String session, String secretHash) {

  static final String NO_SECRET = "";

  /** Stands for a user of a login. No guest has this session, and no secret has this hash. */
  static final GuestRecord USER = new GuestRecord("login", NO_SECRET);

  /** Where the record of a name is kept. */
  static String key(UserName user) {
    return "guest/" + user.value();
  }

  /** Reads what {@link #value} wrote. */
  static GuestRecord parse(String value) {
    int space = value.indexOf(' ');
    return new GuestRecord(value.substring(0, space), value.substring(space + 1));
  }

  /** Whether this is what {@link #value} wrote of a session. */
  static boolean isOf(String session, String value) {
    return value.startsWith(session)
        && value.length() > session.length()
        && value.charAt(session.length()) == ' ';
  }

  /** The record as it is kept. */
  String value() {
    return session + " " + secretHash;
  }

  /** The same session with another secret; null keeps the one it has. */
  GuestRecord withSecret(@Nullable String secret) {
    return secret == null ? this : new GuestRecord(session, hash(secret));
  }

  /** Whether this is the secret that the guest gave. */
  boolean hasSecret(@Nullable String secret) {
    return secret != null
        && MessageDigest.isEqual(secretHash.getBytes(UTF_8), hash(secret).getBytes(UTF_8));
  }

  /**
   * A secret is random and at least 16 letters long, so one round is enough; the session makes
   * equal secrets differ.
   */
  private String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((session + " " + secret).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
