package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.halley.auth.Authenticator;
import dev.halley.auth.Caller;
import dev.halley.auth.MemberSettings;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.hub.Hub;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import dev.halley.protocol.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberDeskTest {

  private static final String TEA = "{\"channel\":\"/private/tea\"}";

  private final House house = new House();

  @BeforeEach
  void keepRecords() {
    Map<String, Records.Entry> kept = new ConcurrentHashMap<>();
    when(house.records.get(any())).thenAnswer(call -> kept.get(call.getArgument(0, String.class)));
    doAnswer(
            call -> {
              String key = call.getArgument(0);
              Consumer<Records.Swap> then = call.getArgument(3);
              if (!Objects.equals(kept.get(key), call.getArgument(1))) {
                then.accept(Records.Swap.CHANGED);
                return null;
              }
              kept.put(key, call.getArgument(2));
              then.accept(Records.Swap.DONE);
              return null;
            })
        .when(house.records)
        .compareAndSet(any(), any(), any(), any());
  }

  @AfterEach
  void close() {
    house.close();
  }

  private RecordingConnection change(String token, String lists) {
    return house.post("/v1/members", "{\"channel\":\"/private/tea\"," + lists + "}", token);
  }

  private static String code(RecordingConnection connection) {
    return connection.code();
  }

  @Test
  void theFirstWhoPostsGetsTheRoomAndSaysWhoElseIsIn() {
    assertThat(house.post("/v1/members", TEA, "alice").json().toString())
        .isEqualTo("{\"channel\":\"/private/tea\",\"creator\":\"alice\",\"members\":[\"alice\"]}");
    assertThat(change("alice", "\"add\":[\"Carol\",\"BOB\"]").json().toString())
        .contains("\"members\":[\"alice\",\"bob\",\"carol\"]");
    assertThat(change("alice", "\"remove\":\"bob\"").json().toString())
        .contains("\"members\":[\"alice\",\"carol\"]");
    assertThat(house.get("/v1/members?channel=/private/tea", "alice").json().toString())
        .contains("\"members\":[\"alice\",\"carol\"]");
  }

  @Test
  void othersAreRefused() {
    change("alice", "\"add\":\"bob\"");
    assertThat(code(house.post("/v1/members", TEA, "bob"))).isEqualTo("forbidden");
    assertThat(code(house.get("/v1/members?channel=/private/tea", "bob"))).isEqualTo("forbidden");
    assertThat(code(house.get("/v1/members?channel=/private/tea", ""))).isEqualTo("token-required");
    assertThat(code(house.post("/v1/members", TEA, ""))).isEqualTo("token-required");
    assertThat(code(change("alice", "\"remove\":\"alice\""))).isEqualTo("forbidden");
  }

  @Test
  void limitsHaveACodeOfTheirOwn() {
    assertThat(code(change("alice", "\"add\":[\"b\",\"c\",\"d\"]"))).isEqualTo("too-many-members");
    house.post("/v1/members", "{\"channel\":\"/private/b\"}", "alice");
    assertThat(code(house.post("/v1/members", "{\"channel\":\"/private/c\"}", "alice")))
        .isEqualTo("too-many-rooms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"add\":\"bob\"}",
        "{\"channel\":\"/room/tea\"}",
        "{\"channel\":\"/private\"}",
        "{\"channel\":\"/private/tea/typing\"}",
        "{\"channel\":\"/private/tea\",\"add\":\"a b\"}",
        "{\"channel\":\"/private/tea\",\"add\":\"\"}",
        "{\"channel\":\"/private/tea\",\"add\":[1]}",
        "{\"channel\":\"/private/tea\",\"add\":{}}",
        "{\"channel\":\"/private/tea\",\"add\":[\"bob\"],\"remove\":[\"BOB\"]}",
      })
  void badParametersAreRefused(String json) {
    RecordingConnection refused = house.post("/v1/members", json, "alice");
    assertThat(code(refused)).isEqualTo("invalid-parameter");
    assertThat(house.get("/v1/members?channel=/private/tea", "alice").object().has("members"))
        .isFalse();
  }

  @Test
  void moreNamesThanOneRequestTakesAreRefused() {
    String names = "\"a" + String.join("\",\"a", java.util.Collections.nCopies(101, "x")) + "\"";
    assertThat(code(change("alice", "\"add\":[" + names + "]"))).isEqualTo("invalid-parameter");
  }

  @Test
  void membersReadAndWriteAndOthersDoNot() {
    change("alice", "\"add\":\"bob\"");
    assertThat(house.get("/v1/poll?channel=/private/tea", "bob").object().has("cursor")).isTrue();
    assertThat(code(house.get("/v1/poll?channel=/private/tea", "carol"))).isEqualTo("forbidden");
    assertThat(code(house.get("/v1/history?channel=/private/tea", "carol"))).isEqualTo("forbidden");
    String message = "{\"channel\":\"/private/tea\",\"data\":1}";
    assertThat(code(house.post("/v1/publish", message, "carol"))).isEqualTo("forbidden");
    house.post("/v1/publish", message, "bob");
    assertThat(house.appended).hasSize(1);
  }

  @Test
  void aRemovalEndsWhatTheRemovedHoldsAndNothingElse() {
    change("alice", "\"add\":\"bob\"");
    String cursor =
        house
            .get("/v1/poll?channel=/private/tea&channel=/room/a", "bob")
            .object()
            .get("cursor")
            .getAsString();
    String query = "?channel=/private/tea&channel=/room/a&cursor=" + cursor;
    RecordingConnection ofBob = house.get("/v1/poll" + query, "bob");
    RecordingConnection ofAlice = house.get("/v1/poll" + query, "alice");
    RecordingConnection inAnotherRoom =
        house.get("/v1/poll?channel=/room/a&cursor=" + cursor, "bob");
    assertThat(ofBob.isReleased()).isFalse();

    change("alice", "\"remove\":\"bob\"");

    await().until(ofBob::isReleased);
    assertThat(code(ofBob)).isEqualTo("forbidden");
    assertThat(ofAlice.isReleased()).isFalse();
    assertThat(inAnotherRoom.isReleased()).isFalse();
  }

  @Test
  void aRemovalIsAnsweredOnceWhatTheRemovedHoldsIsToldToEndAndNothingElseWaits() {
    Hub hub = mock(Hub.class);
    List<Runnable> looked = new ArrayList<>();
    doAnswer(
            call -> {
              looked.add(call.getArgument(1));
              return null;
            })
        .when(hub)
        .recheck(any(), any());
    Permissions permissions = mock(Permissions.class);
    when(permissions.isForMembers(any())).thenReturn(true);
    Members members = new Members(house.records, new MemberSettings(3, 2, 1 << 20));
    Admission admission = new Admission(mock(Authenticator.class), permissions, Rates.none());
    MemberDesk desk = new MemberDesk(hub, admission, permissions, members, house.presence);
    Caller alice = new Caller(new UserName("alice"), "", Caller.NEVER, null, List.of());
    Set<UserName> bob = Set.of(new UserName("bob"));
    ChannelName tea = ChannelName.of("/private/tea");

    RecordingConnection added = new RecordingConnection();
    desk.change(new Members.Change(tea, bob, Set.of()), alice, new Reply(added));
    assertThat(added.isAnswered()).isTrue();
    verify(hub, never()).recheck(any(), any());

    RecordingConnection removed = new RecordingConnection();
    desk.change(new Members.Change(tea, Set.of(), bob), alice, new Reply(removed));
    verify(hub).recheck(eq(bob), any());
    assertThat(removed.isAnswered()).isFalse();
    looked.get(0).run();
    assertThat(removed.json().toString()).contains("\"members\":[\"alice\"]");
  }

  @Test
  void aStorageThatFailsIsSaid() {
    doThrow(new BrokerException("broken")).when(house.records).get(any());
    assertThat(code(house.post("/v1/members", TEA, "alice"))).isEqualTo("store-unavailable");
    assertThat(code(house.get("/v1/members?channel=/private/tea", "alice")))
        .isEqualTo("store-unavailable");
    assertThat(code(house.get("/v1/poll?channel=/private/tea", "alice")))
        .isEqualTo("store-unavailable");
  }
}
