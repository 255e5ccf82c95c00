package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Authenticator.Authentication;
import dev.halley.auth.Guests.Opened;
import dev.halley.message.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {

  private static final String SECRET = "0123456789abcdef";
  private static final Duration LIFE = Duration.ofHours(24);
  private static final Caller ANYONE = Caller.anonymous("");

  private final ManualClock clock = new ManualClock();
  private final FakeRecords records = new FakeRecords(clock);
  private final SigningKey key = SigningKey.random(new SecureRandom());
  private final Guests guests = guests(LIFE);
  private final JwtAuthenticator authenticator = new JwtAuthenticator(key, records, clock, 1 << 20);

  private Guests guests(Duration life) {
    AuthSettings settings = new AuthSettings(AuthSettings.GuestMode.ON, life);
    return new Guests(records, key, settings, false, clock, new SecureRandom());
  }

  private Opened open(Caller caller, String name, @Nullable String secret) {
    List<Opened> answers = new ArrayList<>();
    guests.open(caller, name, secret, answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  private Opened.Granted granted(Caller caller, String name, @Nullable String secret) {
    Opened opened = open(caller, name, secret);
    assertThat(opened).isInstanceOf(Opened.Granted.class);
    return (Opened.Granted) opened;
  }

  private Opened.Granted enter(String name) {
    return granted(ANYONE, name, null);
  }

  private Authentication ask(Opened.Granted guest) {
    return authenticator.authenticate(new Credentials.Bearer(guest.token()), "");
  }

  private Caller caller(Opened.Granted guest) {
    return ((Authentication.Known) ask(guest)).caller();
  }

  private boolean close(Caller caller) {
    List<Boolean> answers = new ArrayList<>();
    guests.close(caller, answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void aGuestGetsATokenForTheCanonicalName() {
    Opened.Granted alice = enter("Alice");
    assertThat(alice.user()).isEqualTo(new UserName("alice"));
    assertThat(alice.name()).isEqualTo("Alice");
    assertThat(caller(alice).user()).isEqualTo(alice.user());
    assertThat(caller(alice).grants()).isEmpty();
  }

  @Test
  void theEndIsAWholeSecondAndTheSameInTokenAndAnswer() {
    Opened.Granted alice = enter("alice");
    assertThat(alice.expires()).isEqualTo(clock.millis() + LIFE.toMillis() - 250);
    assertThat(caller(alice).expires()).isEqualTo(alice.expires());
  }

  @ParameterizedTest
  @ValueSource(strings = {"аlice", "alicе", "Ꭺlice"})
  void aNameThatMixesScriptsIsRefused(String lookAlike) {
    assertThat(open(ANYONE, lookAlike, null))
        .isInstanceOfSatisfying(
            Opened.InvalidName.class, no -> assertThat(no.detail()).contains("one script"));
    assertThat(enter("Алиса").user()).isEqualTo(new UserName("алиса"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice\ufe0f", "al\u034fice", "\u3164", "b٥b", "٤۴"})
  void aNameThatHidesSomethingIsRefused(String lookAlike) {
    assertThat(open(ANYONE, lookAlike, null)).isInstanceOf(Opened.InvalidName.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "Alice", "ALICE", "ＡＬＩＣＥ"})
  void aNameThatAGuestHoldsIsTakenInEverySpelling(String spelling) {
    enter("Alice");
    assertThat(open(ANYONE, spelling, null)).isEqualTo(new Opened.NameTaken(new UserName("alice")));
  }

  @Test
  void aNameIsFreeWhenItsLastTokenHasExpired() {
    Opened.Granted alice = enter("alice");
    clock.move(Duration.ofMillis(alice.expires() - clock.millis() - 1));
    assertThat(open(ANYONE, "alice", null)).isInstanceOf(Opened.NameTaken.class);
    clock.move(Duration.ofMillis(1));
    assertThat(caller(enter("alice")).user()).isEqualTo(alice.user());
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void theSecretGetsATokenAgainForALostAnswer() {
    Opened.Granted lost = granted(ANYONE, "alice", SECRET);
    Opened.Granted again = granted(ANYONE, "Alice", SECRET);
    assertThat(caller(lost).session()).isEqualTo(caller(again).session());
  }

  @Test
  void anotherSecretAndNoneGetNothing() {
    granted(ANYONE, "alice", SECRET);
    assertThat(open(ANYONE, "alice", SECRET + "0")).isInstanceOf(Opened.NameTaken.class);
    assertThat(open(ANYONE, "alice", null)).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void aNameTakenWithoutASecretHasNone() {
    enter("alice");
    assertThat(open(ANYONE, "alice", SECRET)).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void theSecretIsNotKept() {
    granted(ANYONE, "alice", SECRET);
    assertThat(records.dump()).contains("guest/alice").doesNotContain(SECRET);
  }

  @Test
  void theSameSecretOfTwoGuestsIsKeptAsTwoTexts() {
    granted(ANYONE, "alice", SECRET);
    granted(ANYONE, "bob", SECRET);
    List<String> hashes =
        List.of("alice", "bob").stream()
            .map(name -> records.get(GuestRecord.key(new UserName(name))))
            .map(entry -> GuestRecord.parse(Objects.requireNonNull(entry).value()))
            .map(GuestRecord::secretHash)
            .toList();
    assertThat(hashes).doesNotHaveDuplicates().allSatisfy(h -> assertThat(h).hasSize(43));
  }

  @Test
  void theOldTokenRenewsItsNameAndStaysGood() {
    Opened.Granted alice = enter("alice");
    clock.move(Duration.ofHours(23));
    Opened.Granted renewed = granted(caller(alice), "Alice", null);
    assertThat(renewed.expires()).isEqualTo(alice.expires() + Duration.ofHours(23).toMillis());
    assertThat(caller(alice).session()).isEqualTo(caller(renewed).session());
    clock.move(Duration.ofHours(2));
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
    assertThat(caller(renewed).user()).isEqualTo(alice.user());
    assertThat(open(ANYONE, "alice", null)).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void renewingKeepsTheSecretOrSetsANewOne() {
    Opened.Granted alice = granted(ANYONE, "alice", SECRET);
    granted(caller(alice), "alice", null);
    granted(ANYONE, "alice", SECRET);
    granted(caller(alice), "alice", "another-secret-16");
    assertThat(open(ANYONE, "alice", SECRET)).isInstanceOf(Opened.NameTaken.class);
    granted(ANYONE, "alice", "another-secret-16");
  }

  @Test
  void aShorterLifeTakesNothingFromATokenThatIsOut() {
    Opened.Granted alice = enter("alice");
    guests(Duration.ofMinutes(1)).open(caller(alice), "alice", null, opened -> {});
    clock.move(Duration.ofHours(1));
    assertThat(caller(alice).user()).isEqualTo(alice.user());
    assertThat(open(ANYONE, "alice", null)).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void aGuestIsNobodyForAnotherName() {
    Opened.Granted alice = enter("alice");
    enter("bob");
    assertThat(open(caller(alice), "bob", null)).isInstanceOf(Opened.NameTaken.class);
    assertThat(granted(caller(alice), "carol", null).user()).isEqualTo(new UserName("carol"));
    assertThat(caller(alice).user()).isEqualTo(alice.user());
  }

  @Test
  void aUserWhoIsNoGuestDoesNotGetAGuestsName() {
    enter("alice");
    Caller alice = new Caller(new UserName("alice"), "", Caller.NEVER, null, List.of());
    assertThat(open(alice, "alice", null)).isInstanceOf(Opened.NameTaken.class);
  }

  @Test
  void givingTheNameBackEndsAllTokensAndFreesIt() {
    Opened.Granted alice = enter("alice");
    Opened.Granted renewed = granted(caller(alice), "alice", null);
    assertThat(close(caller(alice))).isTrue();
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
    assertThat(ask(renewed)).isInstanceOf(Authentication.Refused.class);
    Opened.Granted next = enter("alice");
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
    assertThat(caller(next).user()).isEqualTo(new UserName("alice"));
  }

  @Test
  void whatIsGivenBackLateTakesNothingFromTheNextGuest() {
    Caller before = caller(enter("alice"));
    close(before);
    Opened.Granted next = enter("alice");
    assertThat(close(before)).isTrue();
    assertThat(caller(next).user()).isEqualTo(new UserName("alice"));
  }

  @Test
  void whoIsNoGuestHasNothingToGiveBack() {
    Opened.Granted alice = enter("alice");
    assertThat(close(ANYONE)).isTrue();
    assertThat(close(new Caller(new UserName("alice"), "", Caller.NEVER, null, List.of())))
        .isTrue();
    assertThat(caller(alice).user()).isEqualTo(alice.user());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Zoë.", "Даша", "美咲", "अमर", "x-_.", "٤٢", "𐐷", "...", "-"})
  void lettersDigitsAndThreeMarksAreAName(String name) {
    assertThat(enter(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a/b", "a@b", "a~", "(a)", "①", "Ⅷ", "😀", "\ud800", ".", "..", "ŀ", "ﷺ",
        "a\u200b", "\u0301a"
      })
  void nothingElseIsAName(String name) {
    assertThat(open(ANYONE, name, null)).isInstanceOf(Opened.InvalidName.class);
  }

  @ParameterizedTest
  @CsvSource({"a, 32, 33", "𐐷, 32, 33", "ß, 16, 17", "ﬃ, 10, 11", "e\u0301, 16, 17"})
  void aNameHasAtMost32CharactersAsTypedAndInCanonicalForm(String part, int good, int bad) {
    assertThat(open(ANYONE, part.repeat(good), null)).isInstanceOf(Opened.Granted.class);
    assertThat(open(ANYONE, part.repeat(bad), null)).isInstanceOf(Opened.InvalidName.class);
  }

  @Test
  void whereNobodyComesInAnyMoreWhoIsInMayLeave() {
    Opened.Granted alice = enter("alice");
    AuthSettings off = new AuthSettings(AuthSettings.GuestMode.OFF, LIFE);
    Guests closed = new Guests(records, key, off, false, clock, new SecureRandom());
    assertThat(closed.isOpen()).isFalse();
    assertThat(guests.isOpen()).isTrue();
    closed.close(caller(alice), done -> assertThat(done).isTrue());
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef=", "0123456789abcdef é"})
  void aSecretHas16To64Letters(String secret) {
    assertThat(open(ANYONE, "alice", secret)).isInstanceOf(Opened.InvalidSecret.class);
    assertThat(open(ANYONE, "alice", "x".repeat(65))).isInstanceOf(Opened.InvalidSecret.class);
    assertThat(open(ANYONE, "alice", "x".repeat(64))).isInstanceOf(Opened.Granted.class);
  }

  @Test
  void ofTwoWhoWantANameAtOnceOneGetsIt() {
    List<Opened> other = new ArrayList<>();
    records.beforeNextSwap(() -> guests.open(ANYONE, "alice", null, other::add));
    assertThat(open(ANYONE, "alice", null)).isInstanceOf(Opened.NameTaken.class);
    assertThat(other).singleElement().isInstanceOf(Opened.Granted.class);
  }

  @Test
  void twoRequestsWithOneSecretAtOnceGetOneSession() {
    List<Opened> other = new ArrayList<>();
    records.beforeNextSwap(() -> guests.open(ANYONE, "alice", SECRET, other::add));
    Opened.Granted one = granted(ANYONE, "alice", SECRET);
    assertThat(caller(one).session()).isEqualTo(caller((Opened.Granted) other.get(0)).session());
  }

  @Test
  void aNameGivenBackWhileItIsRenewedIsTakenAnew() {
    Caller alice = caller(enter("alice"));
    records.beforeNextSwap(() -> guests.close(alice, done -> {}));
    Opened.Granted renewed = granted(alice, "alice", null);
    assertThat(caller(renewed).session()).isNotEqualTo(alice.session());
  }

  @Test
  void aNameRenewedWhileItIsGivenBackIsGivenBack() {
    Opened.Granted alice = enter("alice");
    Caller caller = caller(alice);
    records.beforeNextSwap(
        () -> {
          clock.move(Duration.ofSeconds(1));
          guests.open(caller, "alice", null, opened -> {});
        });
    assertThat(close(caller)).isTrue();
    assertThat(ask(alice)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void whoeverLosesEveryRaceIsToldToTryAgain() {
    Caller alice = caller(enter("alice"));
    for (int i = 0; i < 9; i++) {
      records.beforeNextSwap(() -> records.touch(GuestRecord.key(new UserName("alice"))));
    }
    assertThat(open(alice, "alice", null)).isInstanceOf(Opened.Granted.class);
    for (int i = 0; i < 10; i++) {
      records.beforeNextSwap(() -> records.touch(GuestRecord.key(new UserName("alice"))));
    }
    assertThat(open(alice, "alice", null)).isEqualTo(new Opened.Failed());
  }

  @Test
  void noTokenIsGivenBeforeTheRecordIsDurable() {
    List<Opened> answers = new ArrayList<>();
    records.hold();
    guests.open(ANYONE, "alice", null, answers::add);
    assertThat(answers).isEmpty();
    records.tell();
    assertThat(answers).singleElement().isInstanceOf(Opened.Granted.class);
  }

  @Test
  void aStorageThatCannotBeWrittenFails() {
    Caller alice = caller(enter("alice"));
    records.failToWrite(true);
    assertThat(open(ANYONE, "bob", SECRET)).isEqualTo(new Opened.Failed());
    assertThat(close(alice)).isFalse();
  }

  @Test
  void aStorageThatCannotBeReadFails() {
    Caller alice = caller(enter("alice"));
    records.failToRead(true);
    assertThat(open(ANYONE, "bob", SECRET)).isEqualTo(new Opened.Failed());
    assertThat(close(alice)).isFalse();
  }

  @Test
  void whatIsGrantedNeverShowsTheToken() {
    Opened.Granted alice = enter("alice");
    assertThat(alice.toString().toLowerCase(Locale.ROOT))
        .contains("alice")
        .doesNotContain(alice.token().toLowerCase(Locale.ROOT));
  }
}
