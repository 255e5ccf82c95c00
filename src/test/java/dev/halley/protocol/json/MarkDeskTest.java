package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Authenticator;
import dev.halley.auth.Caller;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rate;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Rates;
import dev.halley.broker.Extent;
import dev.halley.marks.Marks;
import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import dev.halley.presence.Rooms;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarkDeskTest {

  private static final long MANY_SECONDS = 60;
  private static final ChannelName TEA = ChannelName.of("/room/tea");

  private final House house =
      new House(
          null,
          House.limits(100),
          new Rates(
              new RateSettings(
                  Rate.OFF,
                  Rate.OFF,
                  Rate.parse("1/h burst 20"),
                  Rate.OFF,
                  new Rules<>(List.of()),
                  100,
                  100),
              System::nanoTime));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whatIsUnreadIsCountedOnNoThreadOfTheContainer() {
    AtomicReference<String> reader = new AtomicReference<>("");
    when(house.broker.extent(any(), any()))
        .thenAnswer(
            call -> {
              reader.set(Thread.currentThread().getName());
              return new Extent(7, 1, 0);
            });
    assertThat(house.get("/v1/unread?channel=/room/a", "ann").await().status()).isEqualTo(200);
    assertThat(reader.get()).startsWith("halley-history");
    reader.set("");
    house.post("/v1/read", "{\"channel\":\"/room/a\",\"offset\":0}", "bob").await();
    assertThat(reader.get()).startsWith("halley-history");
  }

  @Test
  void whereTooMuchWaitsOneMoreIsRefused() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    when(house.broker.extent(any(), any()))
        .thenAnswer(
            call -> {
              assertThat(go.await(MANY_SECONDS, TimeUnit.SECONDS)).isTrue();
              return new Extent(7, 1, 0);
            });
    List<RecordingConnection> all = new ArrayList<>();
    // Two threads, and ten that may wait for them.
    for (int i = 0; i < 13; i++) {
      all.add(house.get("/v1/unread?channel=/room/a", "user" + i));
    }
    assertThat(all.get(12).code()).isEqualTo("overloaded");
    go.countDown();
    for (int i = 0; i < 12; i++) {
      assertThat(all.get(i).await().status()).isEqualTo(200);
    }
  }

  private static String channels(int count) {
    StringBuilder query = new StringBuilder("?channel=/room/0");
    for (int i = 1; i < count; i++) {
      query.append("&channel=/room/").append(i);
    }
    return query.toString();
  }

  @Test
  void eachChannelIsCountedAsARequest() {
    String ten = channels(10);
    assertThat(house.get("/v1/unread" + ten, "ann").await().status()).isEqualTo(200);
    assertThat(house.get("/v1/unread" + ten, "ann").await().status()).isEqualTo(200);
    Answer refused = house.get("/v1/unread" + ten, "ann").await();
    assertThat(refused.status()).isEqualTo(429);
    String thirty = channels(30);
    assertThat(house.get("/v1/unread" + thirty, "bob").await().status()).isEqualTo(200);
    assertThat(house.get("/v1/unread?channel=/room/a", "bob").await().status()).isEqualTo(429);
  }

  @Test
  void whoIsRemovedWhileItIsReadLearnsNothing() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any()))
        .thenReturn(Permissions.Verdict.ALLOWED, Permissions.Verdict.FORBIDDEN);
    Admission admission = new Admission(mock(Authenticator.class), permissions, Rates.none());
    Caller bob = new Caller(new UserName("bob"), "", Caller.NEVER, null, List.of());
    RecordingConnection connection = new RecordingConnection();
    try (Marks marks =
        new Marks(
            house.broker, house.records, new Rules<>(List.of()), InstantSource.system(), 10)) {
      new MarkDesk(house.hub, admission, marks)
          .unread(new JsonCommand.ListUnread(List.of(TEA), null), bob, new Reply(connection));
      assertThat(connection.await().status()).isEqualTo(403);
    }
  }

  @Test
  void whoIsRemovedWhilePeopleAreLookedUpLearnsNothing() {
    Permissions permissions = mock(Permissions.class);
    when(permissions.ask(any(), any(), any()))
        .thenReturn(
            Permissions.Verdict.ALLOWED,
            Permissions.Verdict.ALLOWED,
            Permissions.Verdict.FORBIDDEN);
    Admission admission = new Admission(mock(Authenticator.class), permissions, Rates.none());
    Caller bob = new Caller(new UserName("bob"), "", Caller.NEVER, null, List.of());
    RecordingConnection connection = new RecordingConnection();
    Members members = mock(Members.class);
    new RoomDesk(house.hub, admission, permissions, members, house.presence, mock(Rooms.class))
        .presence(new JsonCommand.Presence(TEA, 10), bob, new Reply(connection));
    assertThat(connection.await().status()).isEqualTo(403);
  }
}
