package dev.halley.broker;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.BOB;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.append;
import static dev.halley.broker.BrokerBench.appendAll;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.extent;
import static dev.halley.broker.BrokerBench.get;
import static dev.halley.broker.BrokerBench.read;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.storeMany;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended.CannotRefer;
import dev.halley.broker.Appended.Why;
import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Broker.Reach;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Referral;
import dev.halley.message.Ties;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Broker} does with drafts that correct or remove an earlier message. */
public interface ReferralContract {

  /** How long an author may. */
  Duration WITHIN = Duration.ofMinutes(15);

  UserName MODERATOR = new UserName("mod");

  /** The broker, empty at first. */
  Broker broker();

  /** Its clock. */
  BrokerBench bench();

  private static Referral own(String id, long at) {
    return new Referral(new MessageId(id), at, WITHIN);
  }

  private static Referral any(String id, long at) {
    return new Referral(new MessageId(id), at, null);
  }

  private static Draft correction(
      ChannelName channel, String id, @Nullable UserName from, Referral earlier) {
    return draft(channel, id, from).referring(earlier);
  }

  private static Draft removal(
      ChannelName channel, String id, @Nullable UserName from, Referral earlier) {
    return Draft.to(channel, new MessageId(id), from, Payload.NULL).referring(earlier);
  }

  private void refused(Why why, Draft draft) {
    int before = all(broker(), draft.channel()).size();
    assertThat(append(broker(), draft)).isEqualTo(new CannotRefer(why));
    assertThat(all(broker(), draft.channel())).hasSize(before);
  }

  @Test
  default void correctionIsAMessageOfItsOwnThatTheFirstOneKnows() {
    store(broker(), draft(ROOM, "a", ALICE));
    store(broker(), draft(ROOM, "b", ALICE));
    assertThat(store(broker(), correction(ROOM, "c", ALICE, own("a", 0))).offset()).isEqualTo(3);
    store(broker(), correction(ROOM, "d", ALICE, own("a", 0)));
    List<Message> all = all(broker(), ROOM);
    assertThat(texts(broker(), ROOM)).containsExactly("\"a\"", "\"b\"", "\"c\"", "\"d\"");
    assertThat(all.get(0).ties().corrected()).isEqualTo(4);
    assertThat(all.get(2).ties()).isEqualTo(new Ties(new MessageId("a"), 1, 0, false));
    assertThat(all.get(3).ties()).isEqualTo(new Ties(new MessageId("a"), 1, 3, false));
    assertThat(all.get(1).ties()).isEqualTo(Ties.NONE);
  }

  @Test
  default void removalTakesThePayloadAndThoseOfAllCorrections() {
    store(broker(), draft(ROOM, "a", ALICE));
    store(broker(), correction(ROOM, "b", ALICE, own("a", 1)));
    store(broker(), correction(ROOM, "c", ALICE, own("a", 1)));
    store(broker(), removal(ROOM, "d", ALICE, own("a", 1)));
    List<Message> all = all(broker(), ROOM);
    assertThat(texts(broker(), ROOM)).containsOnly("null");
    assertThat(all)
        .extracting(message -> message.ties().removed())
        .containsExactly(true, true, true, false);
    assertThat(all).extracting(Message::isRemoval).containsExactly(false, false, false, true);
    assertThat(all).extracting(Message::from).containsOnly(ALICE);
  }

  @Test
  default void readersInMemoryDoNotFindARemovedPayloadEither() {
    try (Follow follow = broker().follow(ROOM, (channel, byPublisher) -> {})) {
      assertThat(follow).isNotNull();
      store(broker(), draft(ROOM, "a", ALICE));
      store(broker(), removal(ROOM, "b", ALICE, own("a", 0)));
      Slice slice =
          broker().read(ROOM, extent(broker(), ROOM).end().at(0), BrokerBench.ALL, Reach.MEMORY);
      assertThat(((Slice.Messages) slice).messages())
          .extracting(BrokerBench::text)
          .containsExactly("null", "null");
    }
  }

  @Test
  default void authorMayForAWhileAndOthersMayNot() {
    store(broker(), draft(ROOM, "a", ALICE));
    store(broker(), draft(ROOM, "n", null));
    refused(Why.NOT_THEIRS, removal(ROOM, "b", BOB, own("a", 1)));
    refused(Why.NOT_THEIRS, correction(ROOM, "b", BOB, own("a", 1)));
    refused(Why.NOT_THEIRS, removal(ROOM, "b", null, own("n", 2)));
    bench().advance(WITHIN.minusMillis(1));
    store(broker(), correction(ROOM, "c", ALICE, own("a", 1)));
    bench().advance(Duration.ofMillis(1));
    refused(Why.TOO_OLD, correction(ROOM, "d", ALICE, own("a", 1)));
    refused(Why.TOO_OLD, removal(ROOM, "d", ALICE, own("a", 1)));
    assertThat(texts(broker(), ROOM)).containsExactly("\"a\"", "\"n\"", "\"c\"");
  }

  @Test
  default void whoMayAlwaysFindsAnOldMessageByItsPlace() {
    store(broker(), draft(ROOM, "a", ALICE));
    storeMany(broker(), ROOM, 20);
    bench().advance(Duration.ofHours(2));
    refused(Why.UNKNOWN, removal(ROOM, "b", MODERATOR, any("a", 0)));
    refused(Why.UNKNOWN, removal(ROOM, "b", MODERATOR, any("a", 2)));
    refused(Why.UNKNOWN, removal(ROOM, "b", MODERATOR, any("a", 2_000)));
    store(broker(), removal(ROOM, "c", MODERATOR, any("a", 1)));
    assertThat(texts(broker(), ROOM).get(0)).isEqualTo("null");
  }

  @Test
  default void offsetSaysWhichOfTwoWithTheSameIdIsMeant() {
    store(broker(), draft(ROOM, "a", ALICE));
    storeMany(broker(), ROOM, 3);
    bench().advance(Duration.ofMinutes(11));
    store(broker(), draft(ROOM, "a", BOB));
    store(broker(), correction(ROOM, "b", ALICE, own("a", 1)));
    store(broker(), removal(ROOM, "c", MODERATOR, any("a", 1)));
    List<String> texts = texts(broker(), ROOM);
    assertThat(texts.get(0)).isEqualTo("null");
    assertThat(texts.get(4)).isEqualTo("\"a\"");
    refused(Why.UNKNOWN, removal(ROOM, "d", MODERATOR, any("a", 2)));
    store(broker(), removal(ROOM, "e", BOB, own("a", 0)));
    assertThat(texts(broker(), ROOM).get(4)).isEqualTo("null");
  }

  @Test
  default void whatWasRemovedCanNeitherBeCorrectedNorRemovedAgain() {
    store(broker(), draft(ROOM, "a", ALICE));
    store(broker(), removal(ROOM, "b", ALICE, own("a", 1)));
    refused(Why.REMOVED, correction(ROOM, "c", ALICE, own("a", 1)));
    refused(Why.REMOVED, removal(ROOM, "c", MODERATOR, any("a", 1)));
    assertThat(append(broker(), removal(ROOM, "b", ALICE, own("a", 1))))
        .isEqualTo(new Appended.Stored(2, bench().millis(), true));
  }

  @Test
  default void correctionsAndRemovalsAreNotCorrected() {
    store(broker(), draft(ROOM, "a", ALICE));
    store(broker(), correction(ROOM, "b", ALICE, own("a", 1)));
    refused(Why.NOT_ORIGINAL, correction(ROOM, "c", ALICE, own("b", 2)));
    refused(Why.NOT_ORIGINAL, removal(ROOM, "c", ALICE, own("b", 2)));
  }

  @Test
  default void messageIsCorrectedFiftyTimesAndCanStillBeRemoved() {
    store(broker(), draft(ROOM, "a", ALICE));
    for (int i = 0; i < 50; i++) {
      store(broker(), correction(ROOM, "c" + i, ALICE, own("a", 1)));
    }
    refused(Why.TOO_OFTEN, correction(ROOM, "d", ALICE, own("a", 1)));
    store(broker(), removal(ROOM, "e", ALICE, own("a", 1)));
    assertThat(texts(broker(), ROOM)).containsOnly("null").hasSize(52);
  }

  @Test
  default void directMessageIsCorrectedAndRemovedInBothInboxes() {
    store(broker(), draft(BOB.inbox(), "first", null));
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    store(broker(), correction(BOB.inbox(), "b", ALICE, own("a", 0)));
    assertThat(all(broker(), BOB.inbox()).get(1).ties().corrected()).isEqualTo(3);
    assertThat(all(broker(), ALICE.inbox()).get(0).ties().corrected()).isEqualTo(2);
    assertThat(all(broker(), ALICE.inbox()).get(1).ties().at()).isEqualTo(1);
    store(broker(), removal(BOB.inbox(), "c", ALICE, own("a", 0)));
    assertThat(texts(broker(), BOB.inbox())).containsExactly("\"first\"", "null", "null", "null");
    assertThat(texts(broker(), ALICE.inbox())).containsOnly("null").hasSize(3);
  }

  @Test
  default void oldDirectMessageIsFoundByItsPlaceInEitherInbox() {
    store(broker(), draft(BOB.inbox(), "first", null));
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    bench().advance(Duration.ofSeconds(1));
    store(broker(), draft(BOB.inbox(), "b", ALICE));
    bench().advance(Duration.ofMinutes(12));
    // Alice knows where they lie in her own.
    store(broker(), correction(BOB.inbox(), "c", ALICE, own("b", 2)));
    store(broker(), removal(BOB.inbox(), "d", ALICE, own("a", 2)));
    assertThat(texts(broker(), BOB.inbox()))
        .containsExactly("\"first\"", "null", "\"b\"", "\"c\"", "null");
    assertThat(texts(broker(), ALICE.inbox())).containsExactly("null", "\"b\"", "\"c\"", "null");
  }

  @Test
  default void moderatorRemovesADirectMessageOfOthersInBothInboxes() {
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    store(broker(), draft(MODERATOR.inbox(), "m", ALICE));
    bench().advance(Duration.ofHours(1));
    store(broker(), removal(BOB.inbox(), "b", MODERATOR, any("a", 1)));
    assertThat(texts(broker(), BOB.inbox())).containsExactly("null", "null");
    assertThat(texts(broker(), ALICE.inbox())).containsExactly("null", "\"m\"", "null");
    assertThat(texts(broker(), MODERATOR.inbox())).containsExactly("\"m\"");
  }

  @Test
  default void messageToAnotherIsNotFoundThroughAnInbox() {
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    refused(Why.UNKNOWN, removal(ChannelName.of("/user/carol"), "b", ALICE, own("a", 1)));
    refused(Why.UNKNOWN, removal(ALICE.inbox(), "b", ALICE, any("a", 1)));
    assertThat(texts(broker(), BOB.inbox())).containsExactly("\"a\"");
  }

  @Test
  default void batchMayReferToWhatIsInItsOwnBatch() {
    List<Appended> outcomes =
        appendAll(
            broker(),
            List.of(
                draft(ROOM, "a", ALICE),
                correction(ROOM, "b", ALICE, own("a", 0)),
                removal(ROOM, "c", ALICE, own("a", 0)),
                correction(ROOM, "d", ALICE, own("a", 0)),
                draft(ROOM, "e", ALICE)));
    assertThat(outcomes.get(3)).isEqualTo(new CannotRefer(Why.REMOVED));
    assertThat(texts(broker(), ROOM)).containsExactly("null", "null", "null", "\"e\"");
  }

  @Test
  default void ofManyRemovalsAtOnceOneIsStored() {
    store(broker(), draft(ROOM, "a", ALICE));
    List<CompletableFuture<Appended>> outcomes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Appended> outcome = new CompletableFuture<>();
      String id = "r" + i;
      Draft draft = removal(ROOM, id, MODERATOR, any("a", 1));
      new Thread(() -> broker().append(draft, outcome::complete)).start();
      outcomes.add(outcome);
    }
    assertThat(outcomes.stream().filter(each -> get(each) instanceof Appended.Stored)).hasSize(1);
    assertThat(all(broker(), ROOM)).hasSize(2);
  }

  @Test
  default void whoReadsAfterARemovalWasAnsweredNeverSeesThePayload() {
    int rounds = 200;
    for (int i = 0; i < rounds; i++) {
      store(broker(), draft(ROOM, "secret" + i, ALICE));
    }
    AtomicInteger removed = new AtomicInteger();
    CompletableFuture<List<String>> seen =
        CompletableFuture.supplyAsync(() -> seenThoughRemoved(rounds, removed));
    for (int i = 0; i < rounds; i++) {
      store(broker(), removal(ROOM, "r" + i, ALICE, own("secret" + i, i + 1)));
      removed.set(i + 1);
    }
    assertThat(get(seen)).isEmpty();
  }

  private List<String> seenThoughRemoved(int rounds, AtomicInteger removed) {
    while (true) {
      int known = removed.get();
      List<String> seen =
          texts(broker(), ROOM).subList(0, known).stream()
              .filter(text -> !text.equals("null"))
              .toList();
      if (known == rounds || !seen.isEmpty()) {
        return seen;
      }
    }
  }

  @Test
  default void messageThatRetentionHidesIsUnknown() {
    ChannelName channel = BrokerBench.SHORT;
    store(broker(), draft(channel, "a", ALICE));
    store(broker(), draft(channel, "b", ALICE));
    store(broker(), draft(channel, "c", ALICE));
    store(broker(), draft(channel, "d", ALICE));
    refused(Why.UNKNOWN, removal(channel, "e", ALICE, own("a", 1)));
    store(broker(), removal(channel, "e", ALICE, own("b", 2)));
    assertThat(read(broker(), channel, extent(broker(), channel).end().at(2)))
        .isInstanceOf(Slice.Messages.class);
    assertThat(texts(broker(), channel)).containsExactly("\"c\"", "\"d\"", "null");
  }
}
