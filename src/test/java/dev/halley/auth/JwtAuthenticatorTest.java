package dev.halley.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.halley.auth.Authenticator.Authentication;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {

  private final ManualClock clock = new ManualClock();
  private final FakeRecords records = new FakeRecords(clock);
  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = SigningKey.random(random);
  private final JwtAuthenticator authenticator = new JwtAuthenticator(key, records, clock, 1 << 20);
  private final long now = clock.instant().getEpochSecond();

  private String signed(JWSHeader header, String claims) {
    try {
      JWSObject jws = new JWSObject(header, new Payload(claims));
      jws.sign(new MACSigner(key.secret()));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(String claims) {
    return signed(new JWSHeader(JWSAlgorithm.HS256), claims);
  }

  /** A good token with more claims. */
  private String with(String claims) {
    return signed("{\"sub\":\"alice\",\"exp\":" + (now + 60) + claims + "}");
  }

  private Authentication ask(String token) {
    return authenticator.authenticate(new Credentials.Bearer(token), "192.0.2.1");
  }

  private Caller caller(String token) {
    Authentication answer = ask(token);
    assertThat(answer).isInstanceOf(Authentication.Known.class);
    return ((Authentication.Known) answer).caller();
  }

  private Authentication.Refused refused(String token) {
    Authentication answer = ask(token);
    assertThat(answer).isInstanceOf(Authentication.Refused.class);
    return (Authentication.Refused) answer;
  }

  private void assertInvalid(String token, String detail) {
    assertThat(refused(token).expired()).isFalse();
    assertThat(refused(token).detail()).contains(detail);
  }

  @Test
  void withoutATokenTheCallerIsAnonymous() {
    assertThat(authenticator.authenticate(new Credentials.None(), "192.0.2.1"))
        .isEqualTo(new Authentication.Known(Caller.anonymous("192.0.2.1")));
  }

  @Test
  void aGoodTokenSaysWhoAsksUntilWhenAndFromWhere() {
    Caller alice = caller(with(""));
    assertThat(alice.user()).isEqualTo(new UserName("alice"));
    assertThat(alice.address()).isEqualTo("192.0.2.1");
    assertThat(alice.expires()).isEqualTo((now + 60) * 1000);
    assertThat(alice.session()).isNull();
    assertThat(alice.grants()).isEmpty();
  }

  @Test
  void theUserIsPutIntoCanonicalForm() {
    assertThat(caller(signed("{\"sub\":\"ＡLICE\",\"exp\":" + (now + 60) + "}")).user())
        .isEqualTo(new UserName("alice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", ".."})
  void aSubThatIsNoUserNameIsRefused(String sub) {
    assertInvalid(signed("{\"sub\":\"" + sub + "\",\"exp\":" + (now + 60) + "}"), "sub");
  }

  @Test
  void aTokenWithoutSubIsRefused() {
    assertInvalid(signed("{\"exp\":" + (now + 60) + "}"), "sub");
  }

  @Test
  void aTokenEndsAtItsExpWithoutLeeway() {
    String token = with("");
    clock.move(Duration.ofMillis(60_000 - 251));
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
    clock.move(Duration.ofMillis(1));
    assertThat(refused(token).expired()).isTrue();
  }

  @Test
  void aTokenWithoutExpIsRefused() {
    assertInvalid(signed("{\"sub\":\"alice\"}"), "exp");
  }

  @Test
  void aTokenIsNotGoodBeforeItsNbf() {
    String token = with(",\"nbf\":" + (now + 1));
    assertInvalid(token, "nbf");
    clock.move(Duration.ofMillis(750));
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NONE", "None", "HS384", "RS256", "ES256", "", "hs256", "dir"})
  void anotherAlgorithmInTheHeaderIsRefused(String alg) {
    String header = encoded("{\"alg\":\"" + alg + "\"}");
    String[] good = with("").split("\\.", -1);
    assertInvalid(header + "." + good[1] + ".", "HS256");
    assertInvalid(header + "." + good[1] + "." + good[2], "HS256");
  }

  @Test
  void anotherKeysTokenIsRefused() {
    Tokens others = new Tokens(SigningKey.random(random).secret());
    String token =
        others.guest(new UserName("alice"), "Alice", "s", clock.instant().plusSeconds(60));
    assertInvalid(token, "signed");
  }

  @Test
  void aChangedTokenIsRefused() {
    String[] parts = with("").split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String forged = encoded(claims.replace("alice", "mallory"));
    assertInvalid(parts[0] + "." + forged + "." + parts[2], "signed");
    assertInvalid(parts[0] + "." + parts[1] + ".", "signed");
    assertInvalid(parts[0] + "." + parts[1], "signed");
    assertInvalid(with("") + "x", "signed");
  }

  @Test
  void anExpiredTokenOfAnotherKeyIsInvalidAndNotExpired() {
    Tokens others = new Tokens(SigningKey.random(random).secret());
    String token =
        others.guest(new UserName("alice"), "Alice", "s", clock.instant().minusSeconds(60));
    assertInvalid(token, "signed");
  }

  @Test
  void aHeaderThatMustBeUnderstoodIsRefused() {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .criticalParams(Set.of("new"))
            .customParam("new", true)
            .build();
    assertInvalid(signed(header, "{\"sub\":\"alice\",\"exp\":" + (now + 60) + "}"), "signed");
  }

  @Test
  void aHugeTokenIsRefusedBeforeItIsRead() {
    String token = with(",\"x\":\"" + "y".repeat(8000) + "\"");
    assertInvalid(token, "at most 8192 characters; found " + token.length());
    assertThat(ask(with(",\"x\":\"" + "y".repeat(5000) + "\"")))
        .isInstanceOf(Authentication.Known.class);
  }

  @Test
  void grantsAreReadFromTheClaim() {
    Caller alice =
        caller(
            with(
                ",\"halley\":{\"read\":[\"/log/**\"],\"publish\":[\"/broadcast\",\"/user/Bob\"]}"));
    assertThat(alice.grants())
        .containsExactly(
            new Grant(Action.READ, ChannelPattern.of("/log/**")),
            new Grant(Action.PUBLISH, ChannelPattern.of("/broadcast")),
            new Grant(Action.PUBLISH, ChannelPattern.of("/user/bob")));
    assertThat(alice.session()).isNull();
  }

  @Test
  void anAdminIsWhomTheClaimMakesOneFromEveryAddress() {
    String token = with(",\"halley\":{\"admin\":true}");
    for (String address : new String[] {"192.0.2.1", "192.0.2.2"}) {
      Authentication answer = authenticator.authenticate(new Credentials.Bearer(token), address);
      assertThat(((Authentication.Known) answer).caller().admin()).isTrue();
    }
    assertThat(caller(with(",\"halley\":{\"admin\":false}")).admin()).isFalse();
    assertThat(caller(with("")).admin()).isFalse();
    assertThat(caller(with("")).isModerator()).isFalse();
    assertThat(caller(with(",\"halley\":{\"moderator\":true}")).isModerator()).isTrue();
    assertThat(caller(with(",\"halley\":{\"moderator\":true}")).admin()).isFalse();
  }

  @Test
  void claimsOfOthersAreNoMatter() {
    assertThat(caller(with(",\"aud\":\"x\",\"sid\":\"y\",\"halley\":{\"other\":1}")).grants())
        .isEmpty();
    assertThat(caller(with(",\"halley\":null")).grants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "[]",
        "\"/a\"",
        "{\"read\":\"/a\"}",
        "{\"read\":[1]}",
        "{\"publish\":[\"a\"]}",
        "{\"read\":{}}",
        "{\"admin\":\"true\"}",
        "{\"admin\":1}",
        "{\"moderator\":1}"
      })
  void grantsThatAreNoneRefuseTheToken(String claim) {
    assertInvalid(with(",\"halley\":" + claim), "halley");
  }

  @Test
  void aGuestsTokenNeedsItsRecord() {
    String token = with(",\"halley\":{\"session\":\"s1\"}");
    assertInvalid(token, "session");
    String record = GuestRecord.key(new UserName("alice"));
    Records.Entry first = new Records.Entry("s1 ", clock.millis() + 60_000);
    records.compareAndSet(record, null, first, swap -> {});
    assertThat(caller(token).session()).isEqualTo("s1");
    Records.Entry second = new Records.Entry("s2 ", clock.millis() + 60_000);
    records.compareAndSet(record, first, second, swap -> {});
    assertInvalid(token, "session");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "[\"s\"]", "true"})
  void aSessionThatIsNoTextRefusesTheToken(String session) {
    assertInvalid(with(",\"halley\":{\"session\":" + session + "}"), "session");
  }

  @Test
  void recordsThatCannotBeReadAreNoRefusal() {
    records.failToRead(true);
    String token = with(",\"halley\":{\"session\":\"s1\"}");
    assertThatThrownBy(() -> ask(token)).isInstanceOf(BrokerException.class);
    assertThatThrownBy(() -> ask(with(""))).isInstanceOf(BrokerException.class);
  }

  @Test
  void noRefusalShowsWhatATokenSays() {
    for (String token :
        Set.of(with(",\"halley\":7"), signed("{\"sub\":\"a b\",\"exp\":1}"), "x.alice.y")) {
      assertThat(refused(token).detail()).doesNotContain("alice").doesNotContain("a b");
    }
    assertThat(new Credentials.Bearer("t0ken").toString()).doesNotContain("t0ken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "rubbish",
        "é.é.é",
        "a.b.c.d.e",
        "\u0000",
        "e30.e30.e30"
      })
  void rubbishIsRefused(String token) {
    assertInvalid(token, "signed");
  }

  @Test
  void deepAndOddJsonIsRefused() {
    for (String json :
        Set.of(
            "[".repeat(2900),
            "{\"alg\":".repeat(800),
            "{\"alg\":[]}",
            "{\"alg\":\"HS256\",\"jwk\":1}",
            "1e999")) {
      assertInvalid(encoded(json) + ".e30.AAAA", "signed");
    }
    for (String json :
        Set.of(
            "[]",
            "1",
            "x",
            "{\"exp\":\"soon\"}",
            "{\"exp\":{}}",
            "{\"sub\":[]}",
            "[".repeat(3000))) {
      assertThat(refused(signed(json)).expired()).isFalse();
    }
    assertThat(refused(signed("{\"sub\":\"alice\",\"exp\":-9e30}")).detail()).isNotEmpty();
    assertThat(caller(signed("{\"sub\":\"alice\",\"exp\":9e14}")).expires()).isPositive();
  }

  @Test
  void aTokenChangedAnywhereNeverThrowsAndNeverMakesAnotherUser() {
    Random dice = new Random(7);
    byte[] good = with(",\"halley\":{\"read\":[\"/a\"]}").getBytes(US_ASCII);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = good.clone();
      for (int n = dice.nextInt(3); n >= 0; n--) {
        text[dice.nextInt(text.length)] = (byte) dice.nextInt(128);
      }
      if (ask(new String(text, US_ASCII)) instanceof Authentication.Known known) {
        assertThat(known.caller().user()).isEqualTo(new UserName("alice"));
      }
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
