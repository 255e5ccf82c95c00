package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests: taking, keeping, renewing and giving back a name. */
class GuestIT {

  private static final String SECRET = "0123456789abcdef";

  private static RawRequest take(String name, String secret) {
    return Call.session(name).and("secret", secret).asJson();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void guestGetsATokenAndACanonicalName(Container container) {
    Site site = Site.shared(container);
    String typed = site.fresh("Zoë.");

    RawResponse response = site.ask(Call.session(typed).asJson());

    AnswerRules.headers(response.ok());
    JsonObject session = response.json();
    assertThat(session.keySet()).containsExactlyInAnyOrder("token", "user", "name", "expires");
    assertThat(session.get("user").getAsString()).isEqualTo(typed.toLowerCase(Locale.ROOT));
    assertThat(session.get("name").getAsString()).isEqualTo(typed);
    assertThat(session.get("expires").getAsLong()).isGreaterThan(System.currentTimeMillis());
    assertThat(session.get("token").getAsString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void sessionIsAskedForInAnyEncoding(Container container) {
    Site site = Site.shared(container);

    site.ask(Call.session(site.fresh("g")).asForm()).ok();
    site.ask(Call.session(site.fresh("g")).asText()).ok();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void nameThatAGuestHoldsIsTakenInEverySpelling(Container container) {
    Site site = Site.shared(container);
    String name = site.fresh("strasse");
    site.guest(name);
    String typed = name.replace("ss", "ß");

    for (String spelling :
        List.of(name, name.toUpperCase(Locale.ROOT), typed, typed.toUpperCase(Locale.ROOT))) {
      Problems.refused(site.ask(Call.session(spelling).asJson()), 409, "name-taken");
    }
    Person composed = site.guest(site.fresh("é"));
    String decomposed = composed.name().replace("é", "e\u0301");
    Problems.refused(site.ask(Call.session(decomposed).asJson()), 409, "name-taken");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void canonicalFormIsFullyFolded(Container container) {
    Site site = Site.shared(container);
    String tail = site.fresh("");
    List<List<String>> pairs =
        List.of(
            List.of("ＡＬＩＣＥ", "alice"),
            List.of("Straße", "strasse"),
            List.of("ΟΔΟΣ", "οδοσ"),
            List.of("οδος2", "οδοσ2"),
            List.of("\u212a\u212b", "k\u00e5"),
            List.of("ﬃ", "ffi"),
            List.of("İ", "i\u0307"),
            List.of("①", "1"));
    for (List<String> pair : pairs) {
      RawResponse response = site.ask(Call.session(pair.get(0) + tail).asJson());
      if (pair.get(0).equals("①")) {
        // A digit of category No is neither a letter nor a digit as names have them.
        Problems.refused(response, 400, "invalid-parameter");
      } else {
        assertThat(response.ok().json().get("user").getAsString()).isEqualTo(pair.get(1) + tail);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namesThatAreNoneAreRefused(Container container) {
    Site site = Site.shared(container);
    for (String name :
        List.of(
            "", " ", "a b", "a/b", "a@b", "a*", "x".repeat(33), "ﬃ".repeat(11), "😀", "\u0000")) {
      RawResponse response = site.ask(Call.session(name).asJson());
      Problems.refused(response, 400, "invalid-parameter");
    }
    Problems.refused(site.ask(Call.to("/v1/session").asJson()), 400, "invalid-parameter");
    site.guest(site.fresh("x".repeat(15)));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void sameNameAndSecretGetATokenAgain(Container container) {
    Site site = Site.shared(container);
    String name = site.fresh("g");
    String lost = site.ask(take(name, SECRET)).ok().json().get("token").getAsString();

    JsonObject again = site.ask(take(name, SECRET)).ok().json();

    assertThat(again.get("user").getAsString()).isEqualTo(name);
    Person person = new Person(site, again.get("token").getAsString(), name, name);
    person.publish(site.room(), "works");
    new Person(site, lost, name, name).publish(site.room(), "the lost one works too");
    Problems.refused(site.ask(take(name, SECRET + "x")), 409, "name-taken");
    Problems.refused(site.ask(Call.session(name).asJson()), 409, "name-taken");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void secretsHaveSixteenToSixtyFourCharacters(Container container) {
    Site site = Site.shared(container);
    for (String bad : List.of(SECRET.substring(1), "x".repeat(65), SECRET + "=", SECRET + "é")) {
      RawResponse response = site.ask(take(site.fresh("g"), bad));
      Problems.refused(response, 400, "invalid-parameter");
    }
    site.ask(take(site.fresh("g"), "x".repeat(64))).ok();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void oldTokenRenewsItsName(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "before");

    JsonObject renewed = alice.ask(Call.session(alice.name())).ok().json();

    assertThat(renewed.get("user").getAsString()).isEqualTo(alice.user());
    Person later = new Person(site, renewed.get("token").getAsString(), alice.user(), alice.name());
    assertThat(later.all(room)).hasSize(1);
    Problems.refused(site.ask(Call.session(alice.name()).asJson()), 409, "name-taken");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void nameThatIsGivenBackEndsItsTokensAndIsFree(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    JsonObject renewed = alice.ask(Call.session(alice.name())).ok().json();

    RawResponse response = alice.ask(RawRequest.of("DELETE", "/v1/session"));

    assertThat(response.status()).isEqualTo(204);
    AnswerRules.headers(response);
    Problems.refused(alice.ask(Call.poll(room)), 401, "invalid-token");
    Person other = new Person(site, renewed.get("token").getAsString(), alice.user(), alice.name());
    Problems.refused(other.ask(Call.publish(room, "ghost")), 401, "invalid-token");
    Person next = site.guest(alice.name());
    assertThat(next.all(room)).isEmpty();
    Problems.refused(alice.ask(Call.poll(room)), 401, "invalid-token");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void heldPollOfANameThatIsGivenBackSeesNothingWrittenLater(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();
    try (RawConnection held =
        alice.hold(Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 1))) {
      held.staysSilent(Duration.ofMillis(100));
      assertThat(alice.ask(RawRequest.of("DELETE", "/v1/session")).status()).isEqualTo(204);
      bob.publish(room, "not for alice");

      Optional<RawResponse> answer = held.poll(RawConnection.SOON);

      assertThat(answer).isPresent();
      assertThat(answer.get().text()).doesNotContain("not for alice");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void givingBackNeedsAToken(Container container) {
    Site site = Site.shared(container);

    Problems.refused(site.ask(RawRequest.of("DELETE", "/v1/session")), 401, "token-required");
  }
}
