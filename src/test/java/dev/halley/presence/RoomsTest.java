package dev.halley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Caller;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Seal;
import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Records;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of rooms, put together from all that knows of some. */
class RoomsTest {

  private static final Caller ALICE =
      new Caller(new UserName("alice"), "", Caller.NEVER, null, List.of());

  private final TreeMap<String, Long> written = new TreeMap<>();
  private final TreeSet<String> created = new TreeSet<>();
  private final TreeMap<String, String> topics = new TreeMap<>();
  private final Lobby lobby = new Lobby();
  private final Broker broker = mock(Broker.class);
  private final Records records = mock(Records.class);
  private final Members members = mock(Members.class);
  private final AtomicLong now = new AtomicLong(1_000);
  private final Rooms rooms =
      new Rooms(
          broker,
          records,
          members,
          new Permissions(rules(), members),
          lobby.presence,
          Seal.of(new byte[32], "rooms"),
          () -> Instant.ofEpochMilli(now.get()));

  private static Rules<Access> rules() {
    return new Rules<>(
        List.of(
            new Rules.Line<>(ChannelPattern.of("/room/*"), new Access(Who.USER, Who.USER)),
            new Rules.Line<>(ChannelPattern.of("/private/*"), new Access(Who.MEMBER, Who.MEMBER)),
            new Rules.Line<>(ChannelPattern.of("/**"), new Access(Who.ANYONE, Who.ANYONE))));
  }

  @BeforeEach
  void know() {
    when(broker.written(any(), anyInt()))
        .thenAnswer(
            call ->
                written.tailMap(call.getArgument(0), false).entrySet().stream()
                    .limit(call.getArgument(1, Integer.class))
                    .map(e -> new Broker.Written(ChannelName.of(e.getKey()), e.getValue()))
                    .toList());
    when(members.after(any(), anyInt()))
        .thenAnswer(
            call ->
                created.tailSet(call.getArgument(0), false).stream()
                    .limit(call.getArgument(1, Integer.class))
                    .toList());
    when(members.ask(any(), any(), any()))
        .thenAnswer(
            call ->
                call.getArgument(1).toString().contains("mine")
                    ? Permissions.Verdict.ALLOWED
                    : Permissions.Verdict.FORBIDDEN);
    when(records.keys(any(), anyInt()))
        .thenAnswer(
            call ->
                topics.tailMap(call.getArgument(0), false).keySet().stream()
                    .limit(call.getArgument(1, Integer.class))
                    .toList());
    when(records.get(any()))
        .thenAnswer(
            call -> {
              String topic = topics.get(call.getArgument(0, String.class));
              return topic == null ? null : new Records.Entry(topic, Long.MAX_VALUE);
            });
  }

  private List<String> names(String after, int most) {
    return rooms.list(ALICE, after, most).rooms().stream().map(r -> r.channel().value()).toList();
  }

  @Test
  void roomIsToldWithAllThatIsKnownOfIt() {
    written.put("/room/tea", 17L);
    topics.put("topic/room/tea", "What to drink");
    lobby.came("alice", "tab", ChannelName.of("/room/tea"));
    lobby.came("bob", "tab", ChannelName.of("/room/tea"));

    assertThat(rooms.list(ALICE, "", 10))
        .isEqualTo(
            new Rooms.Page(
                List.of(new Rooms.Room(ChannelName.of("/room/tea"), "What to drink", 2, 17)),
                null));
  }

  @Test
  void whateverKnowsOfARoomPutsItIntoTheListOnce() {
    written.put("/aaa", 1L);
    written.put("/mine", 1L);
    written.put("/room/a", 1L);
    written.put("/room/a/typing", 1L);
    written.put("/user/alice", 1L);
    created.add("/private/mine");
    topics.put("topic/room/b", "b");
    topics.put("topics", "no topic");
    lobby.came("alice", "tab", ChannelName.of("/room/a"), ChannelName.of("/room/c"));

    assertThat(names("", 10)).containsExactly("/private/mine", "/room/a", "/room/b", "/room/c");
    assertThat(names("/zebra", 10)).isEmpty();
    assertThat(names("/private/n", 10)).containsExactly("/room/a", "/room/b", "/room/c");
  }

  @Test
  void onlyWhatTheCallerMayReadIsTold() {
    created.add("/private/mine");
    created.add("/private/theirs");
    written.put("/private/theirs", 1L);
    written.put("/room/open", 1L);

    assertThat(names("", 10)).containsExactly("/private/mine", "/room/open");
    assertThat(rooms.list(Caller.anonymous(""), "", 10).rooms()).isEmpty();
  }

  @Test
  void pagesGoThroughAllOfThem() {
    List<String> all = new ArrayList<>();
    for (int i = 1000; i < 1600; i++) {
      written.put("/room/r" + i, 1L);
      topics.put("topic/room/r" + (i + 300), "t");
    }
    for (int i = 1000; i < 1900; i++) {
      all.add("/room/r" + i);
    }
    List<String> found = new ArrayList<>();
    String after = "";
    while (after != null) {
      Rooms.Page page = rooms.list(ALICE, after, 70);
      page.rooms().forEach(room -> found.add(room.channel().value()));
      after = page.next();
    }
    assertThat(found).isEqualTo(all);
  }

  @Test
  void pageThatHasLookedAtManyNamesEndsThoughItIsEmpty() {
    for (int i = 0; i < 3_000; i++) {
      created.add("/private/theirs" + (10_000 + i));
    }
    written.put("/room/open", 1L);
    String after = "";
    int pages = 0;
    List<String> found = new ArrayList<>();
    while (after != null) {
      Rooms.Page page = rooms.list(ALICE, after, 10);
      page.rooms().forEach(room -> found.add(room.channel().value()));
      after = page.next();
      pages++;
      assertThat(after == null ? "" : after).doesNotContain("theirs").doesNotContain("/");
      after = after == null ? null : rooms.after(after);
    }
    assertThat(pages).isBetween(3, 5);
    assertThat(found).containsExactly("/room/open");
  }

  @Test
  void whereToGoOnTellsNothingToItsCaller() {
    for (int i = 0; i < 3_000; i++) {
      created.add("/private/theirs" + (i % 2 == 0 ? "" : "-and-a-longer-name") + (10_000 + i));
    }
    String next = Objects.requireNonNull(rooms.list(ALICE, "", 10).next());
    assertThat(rooms.after(next)).startsWith("/private/theirs");
    String other = rooms.list(ALICE, "/private/theirs1", 10).next();
    assertThat(other).hasSameSizeAs(next).isNotEqualTo(next);

    char last = next.charAt(next.length() - 3);
    assertThat(rooms.after(next.substring(0, next.length() - 3) + (last == 'A' ? 'B' : 'A') + "AA"))
        .as("a forged one")
        .isNull();
    assertThat(rooms.after(Seal.of(new byte[32], "other").close("/room/a"))).isNull();
    assertThat(rooms.after("a.b")).isNull();
    assertThat(rooms.after("/room/a")).isEqualTo("/room/a");
  }

  @Test
  void onlyRoomsThatAreUsedAreKnown() {
    ChannelName room = ChannelName.of("/room/invented");
    when(broker.extent(any(), any())).thenReturn(new Extent(7, 1, 0));
    assertThat(rooms.isKnown(room)).isFalse();

    lobby.came("alice", "tab", room);
    assertThat(rooms.isKnown(room)).isTrue();
    topics.put("topic/room/old", "t");
    assertThat(rooms.isKnown(ChannelName.of("/room/old"))).isTrue();
    when(broker.extent(any(), any())).thenReturn(new Extent(7, 3, 2));
    assertThat(rooms.isKnown(ChannelName.of("/room/written"))).isTrue();
  }

  @Test
  void topicsAreShortAndOnOneLine() {
    assertThat(Rooms.isTopic("")).isTrue();
    assertThat(Rooms.isTopic("ü".repeat(200))).isTrue();
    assertThat(Rooms.isTopic("😀".repeat(200))).isTrue();
    assertThat(Rooms.isTopic("x".repeat(201))).isFalse();
    assertThat(Rooms.isTopic("a\nb")).isFalse();
  }
}
