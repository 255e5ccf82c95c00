package dev.halley.auth;

import static dev.halley.auth.Permissions.Verdict.ALLOWED;
import static dev.halley.auth.Permissions.Verdict.FORBIDDEN;
import static dev.halley.auth.Permissions.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Members.Outcome;
import dev.halley.broker.Broker.Reach;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MembersTest {

  private static final ChannelName TEA = ChannelName.of("/private/tea");
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");
  private static final UserName CAROL = new UserName("carol");
  private static final MemberSettings SETTINGS = new MemberSettings(3, 2, 1 << 20);

  private final FakeRecords records = new FakeRecords(new ManualClock());
  private Members members = new Members(records, SETTINGS);

  private static Caller caller(UserName user, boolean admin) {
    return new Caller(user, "", Caller.NEVER, null, List.of(), admin);
  }

  private static Caller caller(UserName user) {
    return caller(user, false);
  }

  private static Set<UserName> users(String... names) {
    return Arrays.stream(names).map(UserName::new).collect(Collectors.toSet());
  }

  private Outcome change(Caller caller, ChannelName room, Set<UserName> add, Set<UserName> remove) {
    List<Outcome> told = new ArrayList<>();
    members.change(caller, new Members.Change(room, add, remove), told::add);
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  private Outcome add(UserName caller, ChannelName room, String... names) {
    return change(caller(caller), room, users(names), Set.of());
  }

  private Outcome remove(UserName caller, String... names) {
    return change(caller(caller), TEA, Set.of(), users(names));
  }

  private static Outcome known(UserName creator, String... names) {
    return new Outcome.Known(new PrivateRoom(creator, Set.of(names)));
  }

  @Test
  void whoPostsFirstIsTheCreatorAndAMember() {
    assertThat(add(ALICE, TEA)).isEqualTo(known(ALICE, "alice"));
    assertThat(members.ask(ALICE, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
  }

  @Test
  void theCreatorAddsAndRemoves() {
    assertThat(add(ALICE, TEA, "bob", "carol")).isEqualTo(known(ALICE, "alice", "bob", "carol"));
    assertThat(remove(ALICE, "bob")).isEqualTo(known(ALICE, "alice", "carol"));
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
    assertThat(members.ask(CAROL, TEA, Reach.STORE)).isEqualTo(ALLOWED);
  }

  @Test
  void whatLiesBelowARoomIsItsMembersToo() {
    add(ALICE, TEA);
    ChannelName typing = ChannelName.of("/private/tea/typing");
    assertThat(members.ask(ALICE, typing, Reach.STORE)).isEqualTo(ALLOWED);
    assertThat(members.ask(BOB, typing, Reach.STORE)).isEqualTo(FORBIDDEN);
    assertThat(members.ask(ALICE, ChannelName.of("/room/tea"), Reach.STORE)).isEqualTo(FORBIDDEN);
  }

  @Test
  void nobodyElseMayLookOrChange() {
    add(ALICE, TEA, "bob");
    assertThat(add(BOB, TEA, "carol")).isEqualTo(new Outcome.NotTheirs());
    assertThat(members.list(caller(BOB), TEA)).isEqualTo(new Outcome.NotTheirs());
    assertThat(members.list(caller(BOB), ChannelName.of("/private/none")))
        .isEqualTo(new Outcome.NotTheirs());
    assertThat(members.list(caller(ALICE), TEA)).isEqualTo(known(ALICE, "alice", "bob"));
  }

  @Test
  void anAdminMayLookAndChange() {
    add(ALICE, TEA, "bob");
    Caller admin = caller(CAROL, true);
    assertThat(members.list(admin, TEA)).isEqualTo(known(ALICE, "alice", "bob"));
    assertThat(change(admin, TEA, users("carol"), users("bob")))
        .isEqualTo(known(ALICE, "alice", "carol"));
  }

  @Test
  void onlyAnAdminRemovesTheCreatorAndThenAdminsAloneLookAfterTheRoom() {
    add(ALICE, TEA, "bob");
    assertThat(remove(ALICE, "alice")).isEqualTo(new Outcome.CreatorStays());
    assertThat(change(caller(CAROL, true), TEA, Set.of(), users("alice")))
        .isEqualTo(new Outcome.Known(new PrivateRoom(null, Set.of("bob"))));
    assertThat(members.ask(ALICE, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
    assertThat(add(ALICE, TEA, "alice")).isEqualTo(new Outcome.NotTheirs());
    assertThat(change(caller(CAROL, true), TEA, Set.of(), users("bob")))
        .isEqualTo(new Outcome.Known(new PrivateRoom(null, Set.of())));
    assertThat(add(BOB, TEA)).as("an empty room is not free").isEqualTo(new Outcome.NotTheirs());
  }

  @Test
  void whatOneSaidIsThereAfterARestart() {
    add(ALICE, TEA, "bob");
    members = new Members(records, SETTINGS);
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(UNKNOWN);
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(ALLOWED);
    assertThat(add(BOB, TEA)).isEqualTo(new Outcome.NotTheirs());
  }

  @Test
  void memoryKnowsThatARoomIsNotThereOnceItLooked() {
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(FORBIDDEN);
    add(ALICE, TEA, "bob");
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(UNKNOWN);
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(ALLOWED);
  }

  @Test
  void withNoRoomInMemoryTheStorageIsAskedEachTime() {
    members = new Members(records, new MemberSettings(3, 2, 0));
    add(ALICE, TEA, "bob");
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    remove(ALICE, "bob");
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
  }

  @Test
  void aRoomHasNoMoreMembersThanItMay() {
    assertThat(add(ALICE, TEA, "bob", "carol", "dave")).isEqualTo(new Outcome.TooManyMembers(3));
    assertThat(add(ALICE, TEA, "bob", "carol")).isInstanceOf(Outcome.Known.class);
    assertThat(add(ALICE, TEA, "dave")).isEqualTo(new Outcome.TooManyMembers(3));
    assertThat(change(caller(ALICE), TEA, users("dave"), users("bob")))
        .isEqualTo(known(ALICE, "alice", "carol", "dave"));
  }

  @Test
  void whoeverIsOneTooManySinceTheLimitFellCanStillBeRemoved() {
    add(ALICE, TEA, "bob", "carol");
    members = new Members(records, new MemberSettings(1, 2, 1 << 20));
    assertThat(remove(ALICE, "bob")).isEqualTo(known(ALICE, "alice", "carol"));
  }

  @Test
  void aUserCreatesNoMoreRoomsThanOneMay() {
    add(ALICE, ChannelName.of("/private/a"));
    add(ALICE, ChannelName.of("/private/b"));
    assertThat(add(ALICE, ChannelName.of("/private/c"))).isEqualTo(new Outcome.TooManyRooms(2));
    assertThat(members.ask(ALICE, ChannelName.of("/private/c"), Reach.STORE)).isEqualTo(FORBIDDEN);
    assertThat(add(ALICE, ChannelName.of("/private/a"), "bob")).isInstanceOf(Outcome.Known.class);
    assertThat(add(BOB, ChannelName.of("/private/c"))).isInstanceOf(Outcome.Known.class);
  }

  @Test
  void aRoomThatOneHasNoMoreIsNotCounted() {
    ChannelName a = ChannelName.of("/private/a");
    add(ALICE, a);
    add(ALICE, ChannelName.of("/private/b"));
    change(caller(CAROL, true), a, Set.of(), users("alice"));
    assertThat(add(ALICE, ChannelName.of("/private/c"))).isInstanceOf(Outcome.Known.class);
    assertThat(add(ALICE, ChannelName.of("/private/d"))).isEqualTo(new Outcome.TooManyRooms(2));
  }

  @Test
  void ofTwoWhoCreateARoomAtOnceOneGetsIt() {
    records.beforeNextSwap(() -> add(BOB, TEA));
    assertThat(add(ALICE, TEA)).isEqualTo(new Outcome.NotTheirs());
    assertThat(members.list(caller(BOB), TEA)).isEqualTo(known(BOB, "bob"));
  }

  @Test
  void twoChangesAtOnceAreBothMade() {
    add(ALICE, TEA);
    records.beforeNextSwap(() -> add(ALICE, TEA, "carol"));
    assertThat(add(ALICE, TEA, "bob")).isEqualTo(known(ALICE, "alice", "bob", "carol"));
  }

  @Test
  void aChangeThatIsMadeAgainComesToTheSame() {
    add(ALICE, TEA, "bob");
    remove(ALICE, "bob");
    assertThat(remove(ALICE, "bob")).isEqualTo(known(ALICE, "alice"));
  }

  @Test
  void aRemovalThatShowsInTheRecordsAloneIsKnownWhenItIsMadeAgain() {
    add(ALICE, TEA, "bob");
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    records.hold();
    List<Outcome> first = new ArrayList<>();
    Members.Change removal = new Members.Change(TEA, Set.of(), users("bob"));
    members.change(caller(ALICE), removal, first::add);
    assertThat(first).isEmpty();

    List<Outcome> again = new ArrayList<>();
    members.change(caller(ALICE), removal, again::add);

    assertThat(again).containsExactly(known(ALICE, "alice"));
    assertThat(members.ask(BOB, TEA, Reach.MEMORY)).isEqualTo(UNKNOWN);
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(FORBIDDEN);
    records.tell();
    assertThat(first).containsExactly(known(ALICE, "alice"));
  }

  @Test
  void aStorageThatFailsChangesNothingThatIsTold() {
    add(ALICE, TEA, "bob");
    records.failToWrite(true);
    assertThat(remove(ALICE, "bob")).isEqualTo(new Outcome.Failed());
    assertThat(members.ask(BOB, TEA, Reach.STORE)).isEqualTo(ALLOWED);
    records.failToRead(true);
    assertThat(remove(ALICE, "bob")).isEqualTo(new Outcome.Failed());
    assertThat(members.ask(BOB, TEA, Reach.MEMORY))
        .as("what cannot be read is not believed any more")
        .isEqualTo(UNKNOWN);
    assertThat(members.list(caller(ALICE), TEA)).isEqualTo(new Outcome.Failed());
  }
}
