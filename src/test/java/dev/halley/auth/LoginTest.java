package dev.halley.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.halley.auth.Authenticator.Authentication;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of the operator's own login, signed with RS256, whose public key lies in a file. */
class LoginTest {

  private static final RSAKey KEY = LoginDesk.rsa(null);
  private static final RSAKey OTHER = LoginDesk.rsa(null);

  private final ManualClock clock = new ManualClock();
  private final LoginDesk desk = new LoginDesk(clock);
  private final FakeRecords records = new FakeRecords(clock);
  private final long now = clock.instant().getEpochSecond();

  private final JwtAuthenticator authenticator;
  private final String pem;

  LoginTest(@TempDir Path folder) throws IOException, JOSEException {
    pem = LoginDesk.pem(KEY.toPublicKey());
    Path file = Files.writeString(folder.resolve("login.pem"), pem);
    LoginSettings settings =
        LoginDesk.settings(new LoginSettings.PublicKeys(file), LoginAlgorithm.RS256);
    authenticator =
        new JwtAuthenticator(
            SigningKey.random(new SecureRandom()),
            Login.open(settings, clock),
            records,
            user -> {},
            clock,
            1 << 20);
  }

  private Authentication ask(String token) {
    return authenticator.authenticate(new Credentials.Bearer(token), "192.0.2.1");
  }

  private Caller caller(String claims) {
    Authentication answer = ask(desk.sign(KEY, JWSAlgorithm.RS256, claims));
    assertThat(answer).isInstanceOf(Authentication.Known.class);
    return ((Authentication.Known) answer).caller();
  }

  private void assertRefused(String token, String detail) {
    assertThat(ask(token))
        .isInstanceOfSatisfying(
            Authentication.Refused.class,
            refused -> {
              assertThat(refused.expired()).isFalse();
              assertThat(refused.detail()).contains(detail);
            });
  }

  private void assertExpired(String token) {
    assertThat(ask(token))
        .isInstanceOfSatisfying(
            Authentication.Refused.class, refused -> assertThat(refused.expired()).isTrue());
  }

  @Test
  void aUserOfTheLoginIsWhoTheTokenSaysWithWhatItGrants() {
    Caller alice =
        caller(
            desk.claims(
                "Alice",
                ",\"name\":\"Alice L.\",\"halley\":{\"read\":[\"/log/**\"],"
                    + "\"publish\":[\"/broadcast\"],\"admin\":true}"));

    assertThat(alice)
        .isEqualTo(
            new Caller(
                new UserName("alice"),
                "192.0.2.1",
                (now + 60 + 30) * 1000,
                null,
                List.of(
                    new Grant(Action.READ, ChannelPattern.of("/log/**")),
                    new Grant(Action.PUBLISH, ChannelPattern.of("/broadcast"))),
                true,
                false,
                "Alice L."));
  }

  @Test
  void aModeratorIsNoAdminAndAnAdminIsAModeratorToo() {
    Caller moderator = caller(desk.claims("alice", ",\"halley\":{\"moderator\":true}"));
    assertThat(moderator.admin()).isFalse();
    assertThat(moderator.isModerator()).isTrue();
    assertThat(caller(desk.claims("bob", ",\"halley\":{\"admin\":true}")).isModerator()).isTrue();
    assertThat(caller(desk.claims("eve", "")).isModerator()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"\"", "\" \"", "\"a\\nb\"", "[\"Al\"]", "null"})
  void aNameThatCannotBeShownIsNoName(String name) {
    assertThat(caller(desk.claims("alice", ",\"name\":" + name)).name()).isNull();
  }

  @Test
  void aTokenThatTheLoginsPublicKeySignedAsASecretIsRefused() throws JOSEException {
    for (byte[] secret :
        List.of(
            pem.getBytes(US_ASCII),
            pem.strip().getBytes(US_ASCII),
            KEY.toPublicKey().getEncoded(),
            KEY.getModulus().decode())) {
      JWSObject forged =
          new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(desk.claims("alice", "")));
      forged.sign(new MACSigner(secret));
      assertRefused(forged.serialize(), "RS256");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "", "HS256", "RS384", "PS256", "ES256", "rs256", "dir"})
  void anotherAlgorithmInTheHeaderIsRefusedWhateverTheSignature(String alg) {
    String detail = "expected a token of the login of this server, signed with RS256";
    assertRefused(withHeader(alg, desk.token(KEY, JWSAlgorithm.RS256, "alice")), detail);
    assertRefused(withHeader(alg, desk.token(OTHER, JWSAlgorithm.RS256, "alice")), detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NONE", "", "HS256", "RS256"})
  void aTokenWithoutASignatureIsRefused(String alg) {
    String token = withHeader(alg, desk.token(KEY, JWSAlgorithm.RS256, "alice"));
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    assertRefused(unsigned, "expected a token that the login of this server signed");
  }

  @Test
  void theAlgorithmNoneIsRefusedWithASignatureToo() {
    assertRefused(
        withHeader("none", desk.token(KEY, JWSAlgorithm.RS256, "alice")),
        "expected a token that the login of this server signed");
  }

  private static String withHeader(String alg, String token) {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(("{\"alg\":\"" + alg + "\"}").getBytes(US_ASCII));
    return header + token.substring(token.indexOf('.'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
  void anAlgorithmThatTheKeyFitsAndTheSettingsDoNotNameIsRefused(String alg) {
    assertRefused(desk.token(KEY, JWSAlgorithm.parse(alg), "alice"), "RS256");
  }

  @Test
  void anotherKeysTokenIsRefused() {
    assertRefused(desk.token(OTHER, JWSAlgorithm.RS256, "alice"), "signed");
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNoMatter() throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(OTHER.toPublicJWK()).build();

    assertRefused(LoginDesk.sign(OTHER, header, desk.claims("alice", "")), "signed");
  }

  @Test
  void aTokenEndsThirtySecondsAfterItsExp() {
    String token = desk.token(KEY, JWSAlgorithm.RS256, "alice");
    clock.move(Duration.ofMillis(90_000 - 251));
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
    clock.move(Duration.ofMillis(1));
    assertExpired(token);
  }

  @Test
  void timesThatAreAsFarOffAsCanBeAreNoDefect() {
    String claims = desk.claims("alice", ",\"nbf\":-9223372036854775");
    String end = "\"exp\":" + (now + 60);
    assertThat(claims).contains(end);
    assertThat(caller(claims.replace(end, "\"exp\":9223372036854775")).expires())
        .isGreaterThan(Long.MAX_VALUE / 2);
    String late = desk.claims("alice", ",\"nbf\":9223372036854775");
    assertRefused(desk.sign(KEY, JWSAlgorithm.RS256, late), "nbf");
    String over = claims.replace(end, "\"exp\":-9223372036854775");
    assertExpired(desk.sign(KEY, JWSAlgorithm.RS256, over));
  }

  @Test
  void aTokenThatCameTooLateIsExpired() {
    String token = desk.token(KEY, JWSAlgorithm.RS256, "alice");
    clock.move(Duration.ofSeconds(90));
    assertExpired(token);
  }

  @Test
  void aTokenIsGoodThirtySecondsBeforeItsNbf() {
    String token =
        desk.sign(KEY, JWSAlgorithm.RS256, desk.claims("alice", ",\"nbf\":" + (now + 31)));
    assertRefused(token, "nbf");
    clock.move(Duration.ofMillis(750));
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'iss':'https://login.example'|'iss':'https://login.example/'|iss",
        "'iss':'https://login.example',||iss",
        "'aud':'halley'|'aud':'other'|aud",
        "'aud':'halley'|'aud':['other','Halley']|aud",
        "'aud':'halley',||aud",
        "'sub':'alice',||sub",
        "'sub':'alice'|'sub':'a b'|sub",
        "'sub':'alice'|'sub':''|sub",
        "'sub':'alice'|'sub':['alice']|signed",
        "'sub':'alice'|'sub':12345678901234567890|text",
        "'exp'|'exq'|exp",
        "'exp'|'halley':[],'exp'|halley",
        "'exp'|'halley':{'admin':'yes'},'exp'|halley.admin",
        "'exp'|'halley':{'read':'/a'},'exp'|halley.read",
      })
  void aClaimThatIsWrongOrMissingIsNamed(String part, String instead, String named) {
    String from = quoted(part);
    String claims = desk.claims("alice", "");
    assertThat(claims).contains(from);

    String changed = claims.replace(from, instead == null ? "" : quoted(instead));

    assertRefused(desk.sign(KEY, JWSAlgorithm.RS256, changed), named);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void oneOfSeveralAudiencesIsEnough() {
    String claims = desk.claims("alice", "").replace("\"halley\"", "[\"other\",\"halley\"]");
    assertThat(caller(claims).user()).isEqualTo(new UserName("alice"));
  }

  @Test
  void aTokenForSomethingElseIsRefused() {
    assertRefused(desk.typed(KEY, "logout+jwt"), "typ");
    assertRefused(desk.typed(KEY, "dpop+jwt"), "typ");
    assertThat(ask(desk.typed(KEY, "JWT"))).isInstanceOf(Authentication.Known.class);
    assertThat(ask(desk.typed(KEY, "at+jwt"))).isInstanceOf(Authentication.Known.class);
  }

  @Test
  void aHugeTokenIsRefusedBeforeItIsRead() {
    String claims = desk.claims("alice", ",\"x\":\"" + "y".repeat(9_000) + "\"");
    assertRefused(desk.sign(KEY, JWSAlgorithm.RS256, claims), "at most 8192 characters");
  }

  @Test
  void theLoginMakesNoGuests() {
    Caller alice = caller(desk.claims("alice", ",\"halley\":{\"session\":\"s1\"}"));
    assertThat(alice.session()).isNull();
  }

  @Test
  void aTokenThatIsKnownIsNotGoodWithAnotherSignature() {
    String token = desk.token(KEY, JWSAlgorithm.RS256, "alice");
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
    String claims = token.substring(0, token.lastIndexOf('.') + 1);
    assertRefused(claims, "signed");
    String other = desk.token(OTHER, JWSAlgorithm.RS256, "alice");
    assertRefused(claims + other.substring(other.lastIndexOf('.') + 1), "signed");
  }

  @Test
  void noRefusalShowsWhatATokenSays() {
    String token = desk.token(OTHER, JWSAlgorithm.RS256, "alice");
    assertThat(((Authentication.Refused) ask(token)).detail()).doesNotContain("alice", token);
  }
}
