package dev.halley.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token says that was verified, or why that is nothing.
 *
 * <ul>
 *   <li>{@code sub} is the user, and is put into canonical form;
 *   <li>{@code exp} must be there, {@code nbf} may;
 *   <li>{@code halley}, if there, is an object: {@code {"read": [PATTERN …], "publish": [PATTERN
 *       …]}} are the grants, {@code "admin": true} makes an admin, {@code "moderator": true} a
 *       moderator, and in a token of the server's own a {@code "session"} makes it a guest's;
 *   <li>{@code name} is what to call them, if it is a text that can be shown.
 * </ul>
 */
sealed interface TokenClaims {

  /** The longest name to show, in characters. */
  int MAX_NAME = 100;

  /** A day from the ends of what can be counted, so that any leeway can be added. */
  long NEAR_END = Long.MAX_VALUE - Duration.ofDays(1).toMillis();

  long NEAR_START = -NEAR_END;

  /**
   * It says who asks.
   *
   * @param caller with the end of the token, and no address
   * @param begins from when on it is good, in milliseconds since 1970-01-01 UTC
   */
  record Good(Caller caller, long begins) implements TokenClaims {}

  /** It lacks something. */
  record Bad(String detail) implements TokenClaims {}

  /**
   * Reads claims.
   *
   * @param isOwn whether the server itself signed them
   * @param leeway how much longer, and earlier, the token is good than it says
   */
  static TokenClaims read(JWTClaimsSet claims, boolean isOwn, Duration leeway) {
    Date exp = claims.getExpirationTime();
    Date nbf = claims.getNotBeforeTime();
    if (exp == null) {
      return new Bad("expected a token with the claim exp");
    }
    UserName user = Optional.ofNullable(claims.getSubject()).flatMap(UserName::parse).orElse(null);
    if (user == null) {
      return new Bad("expected a token whose sub is a user name");
    }
    if (!(Objects.requireNonNullElse(claims.getClaim(Tokens.CLAIM), Map.of())
        instanceof Map<?, ?> halley)) {
      return new Bad("expected a token whose claim halley is an object");
    }
    List<Grant> grants = new ArrayList<>();
    boolean good =
        addGrants(grants, Action.READ, halley.get("read"))
            && addGrants(grants, Action.PUBLISH, halley.get("publish"));
    if (!good) {
      return new Bad("expected a token whose halley.read and halley.publish are lists of patterns");
    }
    if (!(Objects.requireNonNullElse(halley.get("admin"), false) instanceof Boolean admin)) {
      return new Bad("expected a token whose halley.admin is true or false");
    }
    if (!(Objects.requireNonNullElse(halley.get("moderator"), false)
        instanceof Boolean moderator)) {
      return new Bad("expected a token whose halley.moderator is true or false");
    }
    Object session = isOwn ? halley.get(Tokens.SESSION) : null;
    if (session != null && !(session instanceof String)) {
      return new Bad("expected a token whose halley.session is text");
    }
    // A time that is no time of people's, such as the largest number, is as far off as can be.
    long slack = leeway.toMillis();
    long begins =
        nbf == null ? Long.MIN_VALUE : Math.max(nbf.toInstant().toEpochMilli(), NEAR_START) - slack;
    long expires = Math.min(exp.toInstant().toEpochMilli(), NEAR_END) + slack;
    Caller caller =
        new Caller(user, "", expires, (String) session, grants, admin, moderator, name(claims));
    return new Good(caller, begins);
  }

  /** A name that cannot be shown is no reason to turn its user away. */
  private static @Nullable String name(JWTClaimsSet claims) {
    return claims.getClaim(Tokens.NAME) instanceof String name
            && !name.isBlank()
            && name.length() <= MAX_NAME
            && name.codePoints().noneMatch(Character::isISOControl)
        ? name
        : null;
  }

  /** Adds a grant for each pattern; false if these are no patterns. */
  private static boolean addGrants(List<Grant> grants, Action action, @Nullable Object patterns) {
    if (patterns == null) {
      return true;
    }
    if (!(patterns instanceof List<?> list)) {
      return false;
    }
    for (Object pattern : list) {
      try {
        grants.add(new Grant(action, ChannelPattern.of(String.valueOf(pattern))));
      } catch (IllegalArgumentException noPattern) {
        return false;
      }
    }
    return true;
  }
}
