package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Authenticator.Authentication;
import dev.halley.broker.Records;
import dev.halley.message.ChannelPattern;
import dev.halley.message.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token that is known is as good as it was, and no better. */
class PassesTest {

  private static final String TOKEN = "header.claims.signature";

  private final Caller alice =
      new Caller(new UserName("alice"), "192.0.2.1", Caller.NEVER, null, List.of());
  private final Passes passes = new Passes(1 << 20);

  @Test
  void aTokenThatWasKeptIsFound() {
    passes.keep(TOKEN, alice, 0);

    assertThat(passes.find(TOKEN)).isNotNull().extracting(Passes.Pass::caller).isEqualTo(alice);
  }

  @Test
  void anotherSignatureOnTheSameClaimsIsNotFound() {
    passes.keep(TOKEN, alice, 0);

    assertThat(passes.find("header.claims.signaturf")).isNull();
    assertThat(passes.find("header.claims.")).isNull();
    assertThat(passes.find("header.claims.signature2")).isNull();
    assertThat(passes.find("header.claims")).isNull();
    assertThat(passes.find("")).isNull();
  }

  @Test
  void ofMoreThanThereIsRoomForMostAreForgotten() {
    Passes few = new Passes(10_000);
    for (int i = 0; i < 1_000; i++) {
      few.keep("header." + i + ".signature", alice, 0);
    }
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      found += few.find("header." + i + ".signature") == null ? 0 : 1;
    }
    assertThat(found).isBetween(1, 25);
  }

  @Test
  void aTokenWithManyGrantsTakesTheRoomOfMany() {
    Grant grant = new Grant(Action.READ, ChannelPattern.of("/room/*"));
    List<Grant> hundred = Collections.nCopies(100, grant);
    Passes few = new Passes(10_000);

    few.keep(TOKEN, new Caller(alice.user(), "", Caller.NEVER, null, hundred), 0);

    assertThat(few.find(TOKEN)).isNull();
  }

  @Test
  void noRoomKeepsNothing() {
    Passes none = new Passes(0);

    none.keep(TOKEN, alice, 0);

    assertThat(none.find(TOKEN)).isNull();
  }

  /** A server whose tokens were used once before each of these. */
  private static final class Server {

    private final ManualClock clock = new ManualClock();
    private final FakeRecords records = new FakeRecords(clock);
    private final SigningKey key = SigningKey.random(new SecureRandom());
    private final Tokens tokens = new Tokens(key.secret());
    private final JwtAuthenticator authenticator =
        new JwtAuthenticator(key, records, clock, 1 << 20);

    private Authentication ask(String token, String address) {
      return authenticator.authenticate(new Credentials.Bearer(token), address);
    }

    private String token(String session) {
      Instant expires = Instant.ofEpochSecond(clock.instant().getEpochSecond() + 60);
      return tokens.guest(new UserName("alice"), "Alice", session, expires);
    }

    private void begin(String session) {
      records.compareAndSet(
          GuestRecord.key(new UserName("alice")),
          records.get(GuestRecord.key(new UserName("alice"))),
          new Records.Entry(new GuestRecord(session, GuestRecord.NO_SECRET).value(), Caller.NEVER),
          swap -> {});
    }
  }

  @Test
  void aKnownTokenExpires() {
    Server server = new Server();
    server.begin("one");
    String token = server.token("one");
    assertThat(server.ask(token, "")).isInstanceOf(Authentication.Known.class);

    server.clock.move(Duration.ofSeconds(61));

    assertThat(server.ask(token, ""))
        .isInstanceOfSatisfying(
            Authentication.Refused.class, refused -> assertThat(refused.expired()).isTrue());
  }

  @Test
  void aKnownTokenIsRefusedOnceItsSessionIsEnded() {
    Server server = new Server();
    server.begin("one");
    String token = server.token("one");
    assertThat(server.ask(token, "")).isInstanceOf(Authentication.Known.class);

    server.begin("two");

    assertThat(server.ask(token, "")).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void whoShowsAKnownTokenHasTheirOwnAddress() {
    Server server = new Server();
    server.begin("one");
    String token = server.token("one");
    for (String address : List.of("192.0.2.1", "192.0.2.2", "192.0.2.1")) {
      assertThat(server.ask(token, address))
          .isInstanceOfSatisfying(
              Authentication.Known.class,
              known -> assertThat(known.caller().address()).isEqualTo(address));
    }
  }

  @Test
  void aKnownTokenWithAnotherSignatureIsRefused() {
    Server server = new Server();
    server.begin("one");
    String token = server.token("one");
    assertThat(server.ask(token, "")).isInstanceOf(Authentication.Known.class);
    char first = token.charAt(token.lastIndexOf('.') + 1);
    String forged =
        token.substring(0, token.lastIndexOf('.') + 1)
            + (first == 'A' ? 'B' : 'A')
            + token.substring(token.lastIndexOf('.') + 2);

    assertThat(server.ask(forged, "")).isInstanceOf(Authentication.Refused.class);
  }
}
