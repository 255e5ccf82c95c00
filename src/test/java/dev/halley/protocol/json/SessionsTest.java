package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import dev.halley.auth.AuthSettings;
import dev.halley.auth.AuthSettings.GuestMode;
import dev.halley.auth.Guests;
import dev.halley.auth.SigningKey;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

  private final Records records = mock(Records.class);
  private SigningKey key;
  private House house;

  @BeforeEach
  void open(@TempDir Path folder) {
    key = SigningKey.in(folder, new SecureRandom());
    house = new House(guests(GuestMode.ON), House.limits(10));
    doAnswer(
            call -> {
              Consumer<Records.Swap> then = call.getArgument(3);
              then.accept(Records.Swap.DONE);
              return null;
            })
        .when(records)
        .compareAndSet(any(), any(), any(), any());
  }

  private Guests guests(GuestMode mode) {
    AuthSettings settings = new AuthSettings(mode, Duration.ofDays(1));
    return new Guests(records, key, settings, false, InstantSource.system(), new SecureRandom());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void guestGetsATokenAndACanonicalName() {
    JsonObject session = house.post("/v1/session", "{\"name\":\"Alice\"}", "").object();

    assertThat(session.keySet()).containsExactly("token", "user", "name", "expires");
    assertThat(session.get("user").getAsString()).isEqualTo("alice");
    assertThat(session.get("name").getAsString()).isEqualTo("Alice");
  }

  @Test
  void whoAsksIsTold() {
    JsonObject me = house.get("/v1/session", "ann").object();

    assertThat(me.keySet()).containsExactly("user", "name", "admin", "moderator");
    assertThat(me.get("user").getAsString()).isEqualTo("ann");
    assertThat(me.get("name").getAsString()).isEqualTo("ann");
    assertThat(me.get("admin").getAsBoolean()).isFalse();
    assertThat(house.get("/v1/session", "").code()).isEqualTo("token-required");
    assertThat(house.get("/v1/session", "bad").code()).isEqualTo("invalid-token");
  }

  @Test
  void aLookAtWhoAsksGivesNoName() {
    assertThat(house.get("/v1/session?name=Bob", "").code()).isEqualTo("token-required");
    assertThat(house.get("/v1/session?callback=f", "ann").whole()).contains("\"ann\"");
    assertThat(house.get("/v1/session?callback=f&name=Bob", "").whole()).contains("\"token\":");
  }

  @Test
  void nameThatIsNoneOrCannotBeLookedUpIsRefused() {
    assertThat(house.post("/v1/session", "{\"name\":\"a b\"}", "").code())
        .isEqualTo("invalid-parameter");
    when(records.get(any())).thenThrow(new BrokerException("the disk is gone"));
    assertThat(house.post("/v1/session", "{\"name\":\"Alice\"}", "").code())
        .isEqualTo("store-unavailable");
  }

  @Test
  void givingANameBackEndsThePollsOfItsSessionAlone() {
    RecordingConnection mine = house.get("/v1/poll" + Room.HELD, "alice");
    RecordingConnection other = house.get("/v1/poll" + Room.HELD, "bob");

    assertThat(house.ask("DELETE", "/v1/session", "", "", "alice").await().status()).isEqualTo(204);

    assertThat(mine.code()).isEqualTo("expired-token");
    assertThat(other.isAnswered()).isFalse();
  }

  @Test
  void whereThereAreNoGuestsWhoIsInMayStillGiveTheNameBack() {
    try (House closed = new House(guests(GuestMode.OFF), House.limits(10))) {
      assertThat(closed.post("/v1/session", "{\"name\":\"Alice\"}", "").code())
          .isEqualTo("forbidden");
      assertThat(closed.ask("DELETE", "/v1/session", "", "", "alice").await().status())
          .isEqualTo(204);
    }
  }

  @Test
  void givingBackNeedsAToken() {
    assertThat(house.ask("DELETE", "/v1/session", "", "", "").code()).isEqualTo("token-required");
  }
}
