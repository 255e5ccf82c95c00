package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Resource;
import dev.halley.auth.Authenticator.Authentication;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a login that publishes its keys, changes them, and is now and then away. */
class PublishedKeysTest {

  private static final RSAKey OLD = LoginDesk.rsa("old");
  private static final RSAKey NEW = LoginDesk.rsa("new");
  private static final Set<LoginAlgorithm> RS256 = Set.of(LoginAlgorithm.RS256);

  private final ManualClock clock = new ManualClock();
  private final LoginDesk desk = new LoginDesk(clock);

  /** What is to be done by the thread of the keys. */
  private final Deque<Runnable> thread = new ArrayDeque<>();

  private String published = new JWKSet(List.of(OLD.toPublicJWK())).toString();
  private boolean isAway;
  private boolean isBroken;
  private int asked;
  private final PublishedKeys keys;
  private final JwtAuthenticator authenticator;

  PublishedKeysTest() throws IOException {
    URI url = URI.create("https://login.example/jwks.json");
    keys = new PublishedKeys(url, RS256, clock, at -> answer(), thread::add, () -> {});
    LoginSettings settings =
        LoginDesk.settings(new LoginSettings.Published(url), LoginAlgorithm.RS256);
    authenticator =
        new JwtAuthenticator(
            SigningKey.random(new SecureRandom()),
            new Login(keys, settings),
            new FakeRecords(clock),
            user -> {},
            clock,
            1 << 20);
  }

  private Resource answer() throws IOException {
    asked++;
    if (isAway) {
      throw new IOException("connection refused");
    }
    if (isBroken) {
      throw new NoClassDefFoundError("as a library may say");
    }
    return new Resource(published, "application/json");
  }

  private void publish(JWK... now) {
    published = new JWKSet(List.of(now)).toString();
  }

  private void runThread() {
    while (!thread.isEmpty()) {
      thread.remove().run();
    }
  }

  private String token(RSAKey key) {
    return desk.token(key, JWSAlgorithm.RS256, "alice");
  }

  private Authentication ask(String token) {
    return authenticator.authenticate(new Credentials.Bearer(token), "");
  }

  private void assertKnown(String token) {
    assertThat(ask(token)).isInstanceOf(Authentication.Known.class);
  }

  private void assertNotYet(String token) {
    assertThat(ask(token)).isInstanceOf(Authentication.NotYet.class);
  }

  private void assertRefused(String token) {
    assertThat(ask(token)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void beforeTheFirstAnswerNobodyIsRefusedAndNobodyWaits() {
    assertNotYet(token(OLD));
    assertThat(asked).isZero();
    runThread();
    assertKnown(token(OLD));
  }

  @Test
  void aNewKeyIsAskedForWhenATokenNamesIt() {
    keys.ask();
    clock.move(PublishedKeys.AT_MOST_EVERY);
    publish(OLD, NEW);
    assertNotYet(token(NEW));
    runThread();
    assertKnown(token(NEW));
    assertKnown(token(OLD));
  }

  @Test
  void aKeyThatIsNotPublishedIsRefusedOnceTheLoginWasAskedForIt() {
    keys.ask();
    clock.move(PublishedKeys.AT_MOST_EVERY);
    String token = token(NEW);
    assertNotYet(token);
    clock.move(Duration.ofMillis(1));
    runThread();
    assertRefused(token);
    assertThat(thread).isEmpty();
  }

  @Test
  void manyNamesOfKeysThatAreNoneMakeFewRequests() {
    keys.ask();
    clock.move(PublishedKeys.AT_MOST_EVERY);
    for (int i = 0; i < 100; i++) {
      assertNotYet(token(new RSAKey.Builder(NEW).keyID("made-up-" + i).build()));
    }
    assertThat(thread).hasSize(1);
    clock.move(Duration.ofMillis(1));
    runThread();
    for (int i = 0; i < 100; i++) {
      assertRefused(token(new RSAKey.Builder(NEW).keyID("made-up-" + i).build()));
      assertNotYet(token(new RSAKey.Builder(NEW).keyID("more-" + i).build()));
    }
    assertThat(thread).isEmpty();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aRequestThatIsUnderWayHoldsNobodyUp() {
    keys.ask();
    clock.move(PublishedKeys.AT_MOST_EVERY);
    publish(OLD, NEW);
    assertNotYet(token(NEW));
    // The thread has not come back yet.
    assertKnown(token(OLD));
    assertNotYet(token(NEW));
    assertThat(thread).hasSize(1);
  }

  @Test
  void aTokenWhoseKeyIsPublishedNoMoreIsRefusedThoughItWasKnown() {
    publish(OLD, NEW);
    keys.ask();
    String old = token(OLD);
    String fresh = token(NEW);
    assertKnown(old);
    assertKnown(fresh);

    publish(NEW);
    clock.move(PublishedKeys.AT_MOST_EVERY);
    keys.ask();

    assertNotYet(old);
    clock.move(PublishedKeys.AT_MOST_EVERY);
    assertNotYet(old);
    runThread();
    assertRefused(old);
    assertKnown(fresh);
  }

  @Test
  void keysThatStayAreNoNewEdition() {
    keys.ask();
    Object edition = keys.edition();
    clock.move(PublishedKeys.REFRESH);
    keys.ask();
    assertThat(keys.edition()).isSameAs(edition);
    publish(OLD, NEW);
    keys.ask();
    assertThat(keys.edition()).isNotSameAs(edition);
  }

  @Test
  void theLastKeysOutliveAnOutage() {
    keys.ask();
    isAway = true;
    clock.move(PublishedKeys.OUTAGE);
    keys.ask();
    assertKnown(token(OLD));
    assertNotYet(token(NEW));
    runThread();
    assertNotYet(token(NEW));
  }

  @Test
  void afterADayOfOutageNoKeyIsKnownUntilItIsOver() {
    keys.ask();
    assertKnown(token(OLD));
    isAway = true;
    clock.move(PublishedKeys.OUTAGE.plusMillis(1));
    assertNotYet(token(OLD));
    runThread();
    assertNotYet(token(OLD));
    isAway = false;
    clock.move(PublishedKeys.AT_MOST_EVERY);
    assertNotYet(token(OLD));
    runThread();
    assertKnown(token(OLD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"keys\":7}", "{\"keys\":[7]}"})
  void whatIsNoKeySetCountsAsAnOutage(String text) {
    keys.ask();
    published = text;
    keys.ask();
    assertKnown(token(OLD));
  }

  @Test
  void theLastKeyCanBeTakenAway() {
    keys.ask();
    String token = token(OLD);
    assertKnown(token);

    publish();
    clock.move(PublishedKeys.REFRESH);
    keys.ask();

    assertNotYet(token);
    clock.move(PublishedKeys.AT_MOST_EVERY);
    assertNotYet(token);
    runThread();
    assertRefused(token);
  }

  @Test
  void oneKeyThatIsBrokenHidesNoOther() {
    String broken = "{\"kty\":\"RSA\",\"kid\":\"old\",\"e\":\"AQAB\"}";
    published = "{\"keys\":[{},%s,null,%s]}".formatted(broken, NEW.toPublicJWK().toJSONString());
    keys.ask();
    assertKnown(token(NEW));
  }

  @Test
  void whateverGoesWrongOnceIsTriedAgain() {
    isBroken = true;
    keys.ask();
    isBroken = false;
    keys.ask();
    assertKnown(token(OLD));
  }

  @Test
  void anEndlessNameOfAKeyIsNoneWithoutAsking() {
    keys.ask();
    clock.move(PublishedKeys.AT_MOST_EVERY);
    String longest = "k".repeat(PublishedKeys.MAX_KID);
    assertRefused(token(new RSAKey.Builder(NEW).keyID(longest + "k").build()));
    assertThat(thread).isEmpty();
    assertNotYet(token(new RSAKey.Builder(NEW).keyID(longest).build()));
  }

  @Test
  void keysThatAreForSomethingElseAreLeftOut() {
    publish(
        LoginDesk.ec(Curve.P_256).toPublicJWK(),
        new RSAKey.Builder(NEW.toPublicJWK()).algorithm(JWSAlgorithm.PS256).build(),
        OLD.toPublicJWK());
    keys.ask();
    assertThat(keys.find(LoginAlgorithm.RS256, "old"))
        .isEqualTo(new LoginKeys.Found.Keys(List.of(OLD.toPublicJWK())));
    assertNotYet(token(NEW));
  }

  @Test
  void aSecretThatWasPublishedByMistakeIsNotUsed() {
    published =
        "{\"keys\":[%s,{\"kty\":\"oct\",\"kid\":\"hs\",\"k\":\"%s\"}]}"
            .formatted(OLD.toJSONString(), "A".repeat(86));
    keys.ask();
    assertThat(keys.find(LoginAlgorithm.RS256, null))
        .isEqualTo(new LoginKeys.Found.Keys(List.of(OLD.toPublicJWK())));
  }

  @Test
  void aTokenThatNamesNoKeyMayBeOfAny() {
    publish(OLD, NEW);
    keys.ask();
    for (RSAKey key : List.of(OLD, NEW)) {
      assertKnown(token(new RSAKey.Builder(key).keyID(null).build()));
    }
    assertRefused(token(LoginDesk.rsa(null)));
  }
}
