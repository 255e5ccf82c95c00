package dev.halley.marks;

import static dev.halley.marks.Correspondence.ALICE;
import static dev.halley.marks.Correspondence.BOB;
import static dev.halley.marks.Correspondence.CAROL;
import static dev.halley.marks.Correspondence.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import dev.halley.message.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Correspondence all;

  @BeforeEach
  void open(@TempDir Path folder) {
    all = new Correspondence(folder.resolve("data"), 100);
  }

  @AfterEach
  void close() {
    all.close();
  }

  @Test
  void markMovesForwardAloneAndNeverPastTheEnd() {
    for (int i = 1; i <= 5; i++) {
      all.say(BOB, ROOM, "m" + i);
    }
    assertThat(all.read(ALICE, ROOM, null, 3)).isEqualTo(3);
    assertThat(all.read(ALICE, ROOM, null, 2)).isEqualTo(3);
    assertThat(all.read(ALICE, ROOM, null, 1_000)).isEqualTo(5);
    assertThat(all.read(ALICE, ChannelName.of("/room/empty"), null, 7)).isZero();
    assertThat(all.read(BOB, ROOM, null, 1)).isEqualTo(1);
  }

  @Test
  void markIsThereAfterAStop() {
    all.say(BOB, ROOM, "a");
    all.read(ALICE, ROOM, null, 1);
    all.restart();
    assertThat(all.unread(ALICE, ROOM).read()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofManyMarksAtOnceTheFurthestStaysAndAllAreAnswered(boolean ascending) {
    for (int i = 1; i <= 50; i++) {
      all.say(BOB, ROOM, "m" + i);
    }
    List<CompletableFuture<Marks.Outcome>> outcomes = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      CompletableFuture<Marks.Outcome> outcome = new CompletableFuture<>();
      all.theMarks().read(ALICE, ROOM, null, ascending ? i : 51 - i, outcome::complete);
      outcomes.add(outcome);
    }
    for (int i = 1; i <= 50; i++) {
      Marks.Outcome outcome = outcomes.get(i - 1).orTimeout(60, TimeUnit.SECONDS).join();
      assertThat(outcome).isInstanceOf(Marks.Outcome.At.class);
      assertThat(((Marks.Outcome.At) outcome).offset()).isBetween(ascending ? i : 51L - i, 50L);
    }
    assertThat(all.unread(ALICE, ROOM).read()).isEqualTo(50);
  }

  @Test
  void marksOfOneUserAreBoundedAndTheLastOnesStay() {
    for (int i = 1; i <= 400; i++) {
      ChannelName room = ChannelName.of("/room/r" + i);
      all.say(BOB, room, "a");
      all.read(ALICE, room, null, 1);
    }
    long kept = 0;
    for (int i = 1; i <= 400; i++) {
      kept += all.unread(ALICE, ChannelName.of("/room/r" + i)).read();
    }
    assertThat(kept).isBetween(100L, 200L);
    assertThat(all.unread(ALICE, ChannelName.of("/room/r400")).read()).isEqualTo(1);
  }

  @Test
  void whatIsUnreadLeavesOutOnesOwnAndCorrectionsAndWhatWasRemoved() {
    all.say(BOB, ROOM, "a");
    all.say(ALICE, ROOM, "mine");
    all.say(BOB, ROOM, "b");
    all.say(BOB, ROOM, "c");
    Referral earlier = new Referral(new MessageId("c"), 4, null);
    all.store(Draft.to(ROOM, new MessageId("x"), BOB, Payload.ofJson("1")).referring(earlier));
    Unread before = all.unread(ALICE, ROOM);
    assertThat(before).isEqualTo(new Unread(ROOM, null, 0, 3, 1, 5, false, null, null));
    all.store(Draft.to(ROOM, new MessageId("y"), BOB, Payload.NULL).referring(earlier));
    all.read(ALICE, ROOM, null, 1);
    assertThat(all.unread(ALICE, ROOM))
        .isEqualTo(new Unread(ROOM, null, 1, 1, 3, 6, false, null, null));
  }

  @Test
  void countIsCutAndSaysSo() {
    for (int i = 0; i < UnreadCounts.LOOKED_AT + 10; i++) {
      all.say(BOB, ROOM, "m" + i);
    }
    Unread unread = all.unread(ALICE, ROOM);
    assertThat(unread.count()).isEqualTo(UnreadCounts.LOOKED_AT);
    assertThat(unread.more()).isTrue();
    all.read(ALICE, ROOM, null, 20);
    assertThat(all.unread(ALICE, ROOM).more()).isFalse();
  }

  @Test
  void eachConversationOfAnInboxHasAMarkOfItsOwn() {
    all.say(BOB, ALICE.inbox(), "b1");
    all.say(CAROL, ALICE.inbox(), "c1");
    all.say(BOB, ALICE.inbox(), "b2");
    all.say(ALICE, CAROL.inbox(), "a1");
    assertThat(all.read(ALICE, ALICE.inbox(), BOB, 3)).isEqualTo(3);
    List<Unread> unread = all.conversations(ALICE);
    assertThat(unread).hasSize(1);
    assertThat(unread.get(0).with()).isEqualTo(CAROL);
    assertThat(unread.get(0).count()).isEqualTo(1);
    assertThat(unread.get(0).first()).isEqualTo(2);
    assertThat(unread.get(0).last()).isEqualTo(4);
    assertThat(all.conversation(ALICE, BOB).read()).isEqualTo(3);
    all.read(ALICE, ALICE.inbox(), null, 4);
    assertThat(all.conversations(ALICE)).isEmpty();
    assertThat(all.conversation(ALICE, CAROL).read()).isEqualTo(4);
  }

  @Test
  void whoWroteSeesWhatWasDeliveredAndWhatWasSeen() {
    all.say(CAROL, BOB.inbox(), "other");
    all.say(ALICE, BOB.inbox(), "a1");
    all.say(ALICE, BOB.inbox(), "a2");
    assertThat(all.conversation(ALICE, BOB).delivered()).isNull();
    all.comes(BOB, 2);
    await().atMost(LIMIT).until(() -> all.conversation(ALICE, BOB).delivered() != null);
    Unread delivered = all.conversation(ALICE, BOB);
    assertThat(delivered.delivered())
        .extracting(tick -> tick == null ? "" : tick.id())
        .isEqualTo("a1");
    assertThat(delivered.seen()).isNull();
    all.read(BOB, BOB.inbox(), ALICE, 3);
    Unread seen = all.conversation(ALICE, BOB);
    assertThat(seen.seen()).extracting(tick -> tick == null ? "" : tick.id()).isEqualTo("a2");
    assertThat(seen.delivered()).isEqualTo(seen.seen());
    all.restart();
    assertThat(all.conversation(ALICE, BOB)).isEqualTo(seen);
  }

  @Test
  void changesAreToldToOnesDevicesAndToWhoWrote() {
    all.say(CAROL, BOB.inbox(), "c1");
    all.say(ALICE, BOB.inbox(), "a1");
    all.comes(BOB, 2);
    await().atMost(LIMIT).until(() -> all.told(ALICE).size() == 1 && all.told(CAROL).size() == 1);
    assertThat(all.told(ALICE).get(0))
        .startsWith("{\"event\":\"delivered\",\"user\":\"bob\",\"time\":")
        .endsWith(",\"id\":\"a1\"}");
    all.read(BOB, BOB.inbox(), ALICE, 2);
    await().atMost(LIMIT).until(() -> all.told(ALICE).size() == 2 && all.told(BOB).size() == 1);
    assertThat(all.told(ALICE).get(1)).startsWith("{\"event\":\"seen\",\"user\":\"bob\"");
    assertThat(all.told(BOB))
        .containsExactly(
            "{\"event\":\"read\",\"channel\":\"/user/bob\",\"with\":\"alice\",\"offset\":2}");
    assertThat(all.told(CAROL)).hasSize(1);
  }

  @Test
  void cursorThatIsForgedTicksNothingThatIsNotThere() {
    all.say(ALICE, BOB.inbox(), "a1");
    all.comes(BOB, 1_000_000);
    await().atMost(LIMIT).until(() -> all.conversation(ALICE, BOB).delivered() != null);
    all.say(ALICE, BOB.inbox(), "a2");
    Unread unread = all.conversation(ALICE, BOB);
    assertThat(unread.delivered())
        .extracting(tick -> tick == null ? "" : tick.id())
        .isEqualTo("a1");
    all.comes(BOB, 2);
    await().atMost(LIMIT).until(() -> all.told(ALICE).size() == 2);
  }

  @Test
  void allChannelsOfAQuestionShareWhatIsLookedAt() {
    UnreadCounts counts = new UnreadCounts(all.theMarks());
    int each = Allowance.MESSAGES / 50;
    for (int i = 0; i < each + 10; i++) {
      all.say(BOB, ROOM, "m" + i);
    }
    Allowance allowance = new Allowance(50);
    for (int i = 0; i < 49; i++) {
      Unread unread = counts.of(ALICE, ROOM, allowance);
      assertThat(unread.count()).isEqualTo(each);
      assertThat(unread.more()).isTrue();
    }
    assertThat(counts.of(ALICE, ChannelName.of("/room/empty"), allowance).more()).isFalse();
  }

  @Test
  void payloadsThatAreLargeCutACountEarlier() {
    String large = "\"" + "x".repeat(60_000) + "\"";
    for (int i = 0; i < 120; i++) {
      MessageId id = new MessageId("m" + i);
      all.store(Draft.to(ROOM, id, BOB, Payload.ofJson(large)));
      all.store(Draft.to(ALICE.inbox(), id, BOB, Payload.ofJson(large)));
    }
    Unread room = all.unread(ALICE, ROOM);
    assertThat(room.count()).isBetween(60, 90);
    assertThat(room.first()).isEqualTo(1);
    assertThat(room.more()).isTrue();
    Unread inbox = all.conversations(ALICE).get(0);
    assertThat(inbox.count()).isBetween(60, 90);
    assertThat(inbox.last()).isEqualTo(120);
    assertThat(inbox.first()).isEqualTo(121 - inbox.count());
    assertThat(inbox.more()).isTrue();
  }

  @Test
  void ofMessagesOfOneMillisecondNoneIsTickedThatCameLater() {
    for (String id : new String[] {"a1", "a2", "a3"}) {
      all.store(Draft.to(BOB.inbox(), new MessageId(id), ALICE, Payload.ofJson("1")));
      all.store(Draft.to(BOB.inbox(), new MessageId("c" + id), CAROL, Payload.ofJson("1")));
    }
    all.read(BOB, BOB.inbox(), ALICE, 1);
    assertThat(seenOf(ALICE)).isEqualTo("a1");
    all.read(BOB, BOB.inbox(), ALICE, 2);
    assertThat(seenOf(ALICE)).isEqualTo("a1");
    all.read(BOB, BOB.inbox(), ALICE, 3);
    assertThat(seenOf(ALICE)).isEqualTo("a2");
    all.read(BOB, BOB.inbox(), ALICE, 6);
    assertThat(seenOf(ALICE)).isEqualTo("a3");
  }

  private String seenOf(UserName sender) {
    Tick seen = all.conversation(sender, BOB).seen();
    return seen == null ? "" : seen.id();
  }
}
