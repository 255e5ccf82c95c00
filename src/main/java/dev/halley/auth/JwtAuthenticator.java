package dev.halley.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON Web Tokens that the server's own key signed, or the operator's login. What it reads of
 * them is in {@link TokenClaims}. Their times are taken as they are where the server signed them,
 * and with a leeway of 30 s where the login did, whose clock may be another.
 *
 * <p>A guest's token is good while the guest's record names the same session. Who comes with any
 * other token holds the name for ever ({@link NameHolders}).
 */
public final class JwtAuthenticator implements Authenticator {

  private final Tokens tokens;
  private final @Nullable Login login;
  private final NameHolders holders;
  private final InstantSource clock;
  private final long rememberedBytes;
  private volatile Memory memory;

  /**
   * An authenticator for the tokens of this key; the records are those of {@link Guests}.
   *
   * @param rememberedBytes what it keeps of tokens that it has verified, about
   */
  public JwtAuthenticator(
      SigningKey key, Records records, InstantSource clock, long rememberedBytes) {
    this(key, null, records, user -> {}, clock, rememberedBytes);
  }

  /**
   * An authenticator for the tokens of this key and of a login.
   *
   * @param login null for none
   * @param driveOut told of each name that a guest has lost to a user of the login, so that nothing
   *     that the guest holds stays; on any thread, and must not wait
   * @param rememberedBytes what it keeps of tokens that it has verified, about
   */
  public JwtAuthenticator(
      SigningKey key,
      @Nullable Login login,
      Records records,
      Consumer<UserName> driveOut,
      InstantSource clock,
      long rememberedBytes) {
    this.tokens = new Tokens(key.secret());
    this.login = login;
    this.holders = new NameHolders(records, driveOut);
    this.clock = clock;
    this.rememberedBytes = rememberedBytes;
    this.memory = new Memory(this, new Passes(rememberedBytes));
  }

  /** What was verified under one edition of the login's keys. */
  private record Memory(Object edition, Passes passes) {}

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
    // Before any key is looked at: what is kept here was verified by these keys or by later ones.
    Passes passes = passes();
    Passes.Pass pass = passes.find(token);
    if (pass != null) {
      return admit(pass, address);
    }
    JWTClaimsSet own = tokens.verify(token).orElse(null);
    if (own != null) {
      return believe(TokenClaims.read(own, true, Duration.ZERO), passes, token, address);
    }
    if (login == null) {
      return invalid("expected a token that this server signed with HS256");
    }
    Login.Verdict verdict = login.verify(token);
    if (verdict instanceof Login.Verdict.Signed signed) {
      TokenClaims claims = TokenClaims.read(signed.claims(), false, Login.LEEWAY);
      return believe(claims, passes, token, address);
    }
    return verdict instanceof Login.Verdict.Refused refused
        ? invalid(refused.detail())
        : new Authentication.NotYet();
  }

  /** All that was verified is forgotten when the keys of the login are others. */
  private Passes passes() {
    Memory now = memory;
    Object edition = login == null ? this : login.edition();
    if (now.edition != edition) {
      now = new Memory(edition, new Passes(rememberedBytes));
      memory = now;
    }
    return now.passes;
  }

  private Authentication believe(TokenClaims claims, Passes passes, String token, String address) {
    if (claims instanceof TokenClaims.Bad bad) {
      return invalid(bad.detail());
    }
    TokenClaims.Good good = (TokenClaims.Good) claims;
    Authentication outOfTime = outOfTime(good.begins(), good.caller().expires());
    return outOfTime != null
        ? outOfTime
        : admit(passes.keep(token, good.caller().at(address), good.begins()), address);
  }

  /** What has to be asked with each request, however well the token is known. */
  private Authentication admit(Passes.Pass pass, String address) {
    Caller caller = pass.caller().at(address);
    Authentication outOfTime = outOfTime(pass.begins(), caller.expires());
    if (outOfTime != null) {
      return outOfTime;
    }
    UserName user = Objects.requireNonNull(caller.user());
    if (caller.session() == null) {
      holders.claim(user);
    } else if (!holders.isHeld(user, caller.session())) {
      return invalid("expected a token of a session that was not ended");
    }
    return new Authentication.Known(caller);
  }

  /**
   * Whether the caller, who was let in, is a guest whose session has ended since.
   *
   * @throws dev.halley.broker.BrokerException if that cannot be read
   */
  public boolean isOut(Caller caller) {
    UserName user = caller.user();
    String session = caller.session();
    return user != null && session != null && !holders.isHeld(user, session);
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

  private static Authentication invalid(String detail) {
    return new Authentication.Refused(false, detail);
  }
}
