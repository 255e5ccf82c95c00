package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.halley.auth.Authenticator.Authentication;
import dev.halley.auth.Guests.Opened;
import dev.halley.broker.BrokerException;
import dev.halley.message.UserName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a name is, where there are guests beside a login. */
class NameHoldersTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final UserName ALICE = new UserName("alice");

  private final ManualClock clock = new ManualClock();
  private final LoginDesk desk = new LoginDesk(clock);
  private final FakeRecords records = new FakeRecords(clock);
  private final SigningKey key = SigningKey.random(new SecureRandom());
  private final List<UserName> drivenOut = new ArrayList<>();
  private final OctetSequenceKey shared = LoginDesk.secret(SECRET);
  private final Guests guests =
      new Guests(
          records,
          key,
          new AuthSettings(AuthSettings.GuestMode.ON, Duration.ofDays(1)),
          true,
          clock,
          new SecureRandom());

  private final LoginSettings settings;
  private JwtAuthenticator authenticator;

  NameHoldersTest(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET);
    settings = LoginDesk.settings(new LoginSettings.Secret(file), LoginAlgorithm.HS256);
    authenticator = newAuthenticator();
  }

  private JwtAuthenticator newAuthenticator() {
    Login login = Login.open(settings, clock);
    return new JwtAuthenticator(key, login, records, drivenOut::add, clock, 1 << 20);
  }

  private Authentication ask(String token) {
    return authenticator.authenticate(new Credentials.Bearer(token), "");
  }

  private void comeIn(String user) {
    assertThat(ask(desk.token(shared, JWSAlgorithm.HS256, user)))
        .isInstanceOf(Authentication.Known.class);
  }

  private Opened guest(String name) {
    List<Opened> answers = new ArrayList<>();
    guests.open(Caller.anonymous(""), name, null, answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void aGuestNeverTakesTheNameOfAUserWhoIsOrWasThere() {
    comeIn("Alice");
    assertThat(guest("ALICE")).isEqualTo(new Opened.NameTaken(ALICE));
    clock.move(Duration.ofDays(3_000));
    authenticator = newAuthenticator();
    assertThat(guest("alice")).isEqualTo(new Opened.NameTaken(ALICE));
    assertThat(guest("bob")).isInstanceOf(Opened.Granted.class);
    assertThat(drivenOut).isEmpty();
  }

  @Test
  void aUserTakesTheNameFromTheGuestWhoHasIt() {
    Opened.Granted guest = (Opened.Granted) guest("alice");
    assertThat(ask(guest.token())).isInstanceOf(Authentication.Known.class);

    comeIn("alice");

    assertThat(ask(guest.token())).isInstanceOf(Authentication.Refused.class);
    assertThat(drivenOut).containsExactly(ALICE);
    comeIn("alice");
    assertThat(drivenOut).hasSize(1);
  }

  @Test
  void aGuestWhoIsQuickerThanTheRecordLosesTheNameAgain() {
    records.beforeNextSwap(() -> guest("alice"));

    comeIn("alice");

    assertThat(drivenOut).containsExactly(ALICE);
    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void aGuestWhoIsSlowerThanTheRecordDoesNotGetTheName() {
    records.beforeNextSwap(() -> comeIn("alice"));

    assertThat(guest("alice")).isEqualTo(new Opened.NameTaken(ALICE));
    assertThat(drivenOut).isEmpty();
  }

  @Test
  void aUserWhoseNameAtOnceCannotBeStoredIsNotLetIn() {
    String token = desk.token(shared, JWSAlgorithm.HS256, "alice");
    records.failToWrite(true);
    assertThatThrownBy(() -> ask(token)).isInstanceOf(BrokerException.class);
    records.failToWrite(false);
    records.failToRead(true);
    assertThatThrownBy(() -> ask(token)).isInstanceOf(BrokerException.class);
    records.failToRead(false);

    comeIn("alice");

    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void aGuestIsOutBeforeTheUsersNameIsStoredAndStaysOutIfThatFails() {
    Opened.Granted guest = (Opened.Granted) guest("alice");
    Caller caller = ((Authentication.Known) ask(guest.token())).caller();
    assertThat(authenticator.isOut(caller)).isFalse();
    records.failToWrite(true);
    records.hold();

    comeIn("alice");

    assertThat(drivenOut).containsExactly(ALICE);
    assertThat(ask(guest.token())).isInstanceOf(Authentication.Refused.class);
    assertThat(authenticator.isOut(caller)).isTrue();
    assertThat(records.tell()).isEqualTo(1);
    assertThat(ask(guest.token())).isInstanceOf(Authentication.Refused.class);

    records.failToWrite(false);
    comeIn("alice");
    authenticator = newAuthenticator();
    assertThat(ask(guest.token())).isInstanceOf(Authentication.Refused.class);
    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void aRequestThatComesBeforeTheRecordIsOrderedOrdersItToo() {
    records.hold();
    records.beforeNextSwap(() -> comeIn("alice"));
    comeIn("alice");
    assertThat(records.tell()).isEqualTo(2);
    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void soManyNamesMayWaitAndTheStorageThatComesBackMakesRoom() {
    NameHolders holders = new NameHolders(records, drivenOut::add);
    records.failToWrite(true);
    records.hold();
    for (int i = 0; i < NameHolders.MAX_CLAIMS; i++) {
      holders.claim(new UserName("u" + i));
    }
    assertThat(records.tell()).isEqualTo(NameHolders.MAX_CLAIMS);
    records.failToWrite(false);

    assertThatThrownBy(() -> holders.claim(ALICE)).isInstanceOf(BrokerException.class);
    holders.claim(ALICE);

    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void oneRecordIsOnItsWayAtATime() {
    records.hold();
    comeIn("alice");
    comeIn("alice");
    assertThat(records.tell()).isEqualTo(1);
    assertThat(guest("alice")).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void noUserIsStoredForATokenThatIsRefused() {
    String other = desk.token(LoginDesk.secret("x".repeat(32)), JWSAlgorithm.HS256, "alice");
    assertThat(ask(other)).isInstanceOf(Authentication.Refused.class);
    assertThat(guest("alice")).isInstanceOf(Opened.Granted.class);
  }
}
