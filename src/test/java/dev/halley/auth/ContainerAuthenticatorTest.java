package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Authenticator.Authentication;
import dev.halley.message.UserName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContainerAuthenticatorTest {

  private final FakeRecords records = new FakeRecords(new ManualClock());
  private final ContainerAuthenticator authenticator =
      new ContainerAuthenticator(
          List.of(Role.parse("staff read=/log/** moderator"), Role.parse("chiefs admin")),
          records,
          user -> {});

  private Authentication ask(Credentials credentials) {
    return authenticator.authenticate(credentials, "192.0.2.1");
  }

  private Caller caller(String name, String... roles) {
    Authentication answer = ask(new Credentials.Principal(name, Set.of(roles)));
    assertThat(answer).isInstanceOf(Authentication.Known.class);
    return ((Authentication.Known) answer).caller();
  }

  @Test
  void theUserIsWhomTheContainerNamesInCanonicalForm() {
    Caller alice = caller("Alice@Example.com");
    assertThat(alice.user()).isEqualTo(new UserName("alice@example.com"));
    assertThat(alice.name()).isEqualTo("Alice@Example.com");
    assertThat(alice.address()).isEqualTo("192.0.2.1");
    assertThat(alice.grants()).isEmpty();
    assertThat(alice.isModerator()).isFalse();
  }

  @Test
  void rolesAddUp() {
    Caller both = caller("alice", "staff", "chiefs", "others");
    assertThat(both.admin()).isTrue();
    assertThat(both.moderator()).isTrue();
    assertThat(both.grants()).hasSize(1);
    assertThat(caller("bob", "others").grants()).isEmpty();
  }

  @Test
  void aTokenProvesNothing() {
    assertThat(ask(new Credentials.Bearer("x.y.z"))).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void aNameThatIsNoUsersIsRefusedAndNobodyIsAnonymous() {
    assertThat(ask(new Credentials.Principal("DOMAIN\\alice", Set.of())))
        .isInstanceOf(Authentication.Refused.class);
    assertThat(ask(new Credentials.None()))
        .isEqualTo(new Authentication.Known(Caller.anonymous("192.0.2.1")));
  }

  @Test
  void noGuestGetsTheNameOfWhoWasHere() {
    caller("alice");
    assertThat(new NameHolders(records, user -> {}).isHeld(new UserName("alice"), "any")).isFalse();
    assertThat(records.get(GuestRecord.key(new UserName("alice")))).isNotNull();
  }
}
