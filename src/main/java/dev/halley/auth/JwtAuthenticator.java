package dev.halley.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.halley.broker.Records;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON Web Tokens that the server's own key signed. Of their claims it reads
 *
 * <ul>
 *   <li>{@code sub}, the user, which is put into canonical form;
 *   <li>{@code exp}, which every token must have, and {@code nbf}, both without leeway;
 *   <li>{@code halley}, if there: {@code {"read": [PATTERN …], "publish": [PATTERN …]}} are the
 *       grants, {@code "admin": true} makes an admin; a {@code "session"} makes it a guest's token,
 *       which is good while the guest's record names the same session.
 * </ul>
 */
public final class JwtAuthenticator implements Authenticator {

  private final Tokens tokens;
  private final Records records;
  private final InstantSource clock;
  private final Passes passes;

  /**
   * An authenticator for the tokens of this key; the records are those of {@link Guests}.
   *
   * @param rememberedBytes what it keeps of tokens that it has verified, about
   */
  public JwtAuthenticator(
      SigningKey key, Records records, InstantSource clock, long rememberedBytes) {
    this.tokens = new Tokens(key.secret());
    this.records = records;
    this.clock = clock;
    this.passes = new Passes(rememberedBytes);
  }

  @Override
  public Authentication authenticate(Credentials credentials, String address) {
    return credentials instanceof Credentials.Bearer bearer
        ? authenticate(bearer.token(), address)
        : new Authentication.Known(Caller.anonymous(address));
  }

  private Authentication authenticate(String token, String address) {
    if (token.length() > Tokens.MAX_LENGTH) {
      return invalid(
          "expected a token of at most "
              + Tokens.MAX_LENGTH
              + " characters; found "
              + token.length());
    }
    Passes.Pass pass = passes.find(token);
    if (pass != null) {
      return admit(pass, address);
    }
    return tokens
        .verify(token)
        .map(claims -> believe(token, claims, address))
        .orElseGet(() -> invalid("expected a token that this server signed with HS256"));
  }

  private Authentication believe(String token, JWTClaimsSet claims, String address) {
    Date exp = claims.getExpirationTime();
    Date nbf = claims.getNotBeforeTime();
    if (exp == null) {
      return invalid("expected a token with the claim exp");
    }
    long begins = nbf == null ? Long.MIN_VALUE : nbf.toInstant().toEpochMilli();
    long expires = exp.toInstant().toEpochMilli();
    Authentication outOfTime = outOfTime(begins, expires);
    if (outOfTime != null) {
      return outOfTime;
    }
    UserName user = Optional.ofNullable(claims.getSubject()).flatMap(UserName::parse).orElse(null);
    if (user == null) {
      return invalid("expected a token whose sub is a user name");
    }
    if (!(Objects.requireNonNullElse(claims.getClaim(Tokens.CLAIM), Map.of())
        instanceof Map<?, ?> own)) {
      return invalid("expected a token whose claim halley is an object");
    }
    List<Grant> grants = new ArrayList<>();
    boolean good =
        addGrants(grants, Action.READ, own.get("read"))
            && addGrants(grants, Action.PUBLISH, own.get("publish"));
    if (!good) {
      return invalid("expected a token whose halley.read and halley.publish are lists of patterns");
    }
    if (!(Objects.requireNonNullElse(own.get("admin"), false) instanceof Boolean admin)) {
      return invalid("expected a token whose halley.admin is true or false");
    }
    Object session = own.get(Tokens.SESSION);
    if (session != null && !(session instanceof String)) {
      return ended();
    }
    Caller caller = new Caller(user, address, expires, (String) session, grants, admin);
    return admit(passes.keep(token, caller, begins), address);
  }

  /** What has to be asked with each request, however well the token is known. */
  private Authentication admit(Passes.Pass pass, String address) {
    Caller caller = pass.caller().at(address);
    Authentication outOfTime = outOfTime(pass.begins(), caller.expires());
    if (outOfTime != null) {
      return outOfTime;
    }
    UserName user = Objects.requireNonNull(caller.user());
    return caller.session() == null || isOpen(caller.session(), user)
        ? new Authentication.Known(caller)
        : ended();
  }

  private @Nullable Authentication outOfTime(long begins, long expires) {
    long now = clock.millis();
    if (expires <= now) {
      return new Authentication.Refused(true, "expected a token that has not expired");
    }
    return begins > now
        ? invalid("expected a token that is good already; its nbf is in the future")
        : null;
  }

  private static Authentication ended() {
    return invalid("expected a token of a session that was not ended");
  }

  private boolean isOpen(String session, UserName user) {
    Records.Entry entry = records.get(GuestRecord.key(user));
    return entry != null && GuestRecord.isOf(session, entry.value());
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

  private static Authentication invalid(String detail) {
    return new Authentication.Refused(false, detail);
  }
}
