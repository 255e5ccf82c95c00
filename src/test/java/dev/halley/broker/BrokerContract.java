package dev.halley.broker;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.ALL;
import static dev.halley.broker.BrokerBench.BOB;
import static dev.halley.broker.BrokerBench.BRIEF;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.SHORT;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.append;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.extent;
import static dev.halley.broker.BrokerBench.read;
import static dev.halley.broker.BrokerBench.store;
import static dev.halley.broker.BrokerBench.storeMany;
import static dev.halley.broker.BrokerBench.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Broker.Reach;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Broker} does, whatever keeps its logs. Whoever implements the port runs this
 * with an empty broker for each test, opened with {@link BrokerBench#rules}.
 */
public interface BrokerContract {

  /** The broker, empty at first. */
  Broker broker();

  /** Its clock. */
  BrokerBench bench();

  private Appended.Stored keep(ChannelName channel, String id) {
    return store(broker(), draft(channel, id, ALICE));
  }

  @Test
  default void offsetsCountFromOne() {
    assertThat(keep(ROOM, "a").offset()).isEqualTo(1);
    assertThat(keep(ROOM, "b").offset()).isEqualTo(2);
    assertThat(keep(SHORT, "a").offset()).isEqualTo(1);
    assertThat(texts(broker(), ROOM)).containsExactly("\"a\"", "\"b\"");
  }

  @Test
  default void channelThatNobodyWroteToIsEmpty() {
    Extent extent = extent(broker(), ROOM);
    assertThat(extent.first()).isEqualTo(1);
    assertThat(extent.last()).isZero();
    assertThat(read(broker(), ROOM, extent.end()))
        .isEqualTo(new Slice.Messages(List.of(), extent.end(), false));
  }

  @Test
  default void cursorOnAnEmptyChannelStaysGoodWhenItIsWrittenTo() {
    Position before = extent(broker(), ROOM).end();
    keep(ROOM, "a");
    Slice slice = read(broker(), ROOM, before);
    assertThat(slice).isInstanceOf(Slice.Messages.class);
    assertThat(((Slice.Messages) slice).messages()).hasSize(1);
  }

  @Test
  default void messageComesBackAsItWasAppended() {
    Payload payload =
        Payload.ofJson(
            "{\"z\":12345678901234567890,\"a\":1.10,\"t\":\"" + "é€😀".repeat(5_000) + "\"}");
    Appended.Stored stored =
        store(broker(), Draft.to(ROOM, new MessageId("x-1_Z"), ALICE, payload));
    assertThat(all(broker(), ROOM))
        .containsExactly(
            new Message(ROOM, 1, new MessageId("x-1_Z"), ALICE, null, bench().millis(), payload));
    assertThat(stored.time()).isEqualTo(bench().millis());
  }

  @Test
  default void readEndsAtTheCountAndSaysThatThereIsMore() {
    keep(ROOM, "a");
    keep(ROOM, "b");
    keep(ROOM, "c");
    Position start = extent(broker(), ROOM).end().at(0);
    Slice.Messages two =
        (Slice.Messages) broker().read(ROOM, start, new Limit(2, 100_000), Reach.STORE);
    assertThat(two.messages()).extracting(Message::offset).containsExactly(1L, 2L);
    assertThat(two.end()).isEqualTo(start.at(2));
    assertThat(two.more()).isTrue();
    Slice.Messages rest =
        (Slice.Messages) broker().read(ROOM, two.end(), new Limit(2, 100_000), Reach.STORE);
    assertThat(rest.messages()).extracting(Message::offset).containsExactly(3L);
    assertThat(rest.more()).isFalse();
  }

  @Test
  default void readEndsAtTheBytesButBringsAtLeastOneMessage() {
    keep(ROOM, "a");
    keep(ROOM, "b");
    Position start = extent(broker(), ROOM).end().at(0);
    Slice.Messages one = (Slice.Messages) broker().read(ROOM, start, new Limit(9, 1), Reach.STORE);
    assertThat(one.messages()).hasSize(1);
    assertThat(one.more()).isTrue();
  }

  @Test
  default void positionPastTheEndIsReset() {
    keep(ROOM, "a");
    Position end = extent(broker(), ROOM).end();
    assertThat(read(broker(), ROOM, end.at(2))).isEqualTo(new Slice.Reset(end.at(0)));
  }

  @Test
  default void positionOfAnotherLifeIsReset() {
    keep(ROOM, "a");
    Position end = extent(broker(), ROOM).end();
    Position other = new Position(end.epoch() ^ 1, 1);
    assertThat(read(broker(), ROOM, other)).isEqualTo(new Slice.Reset(end.at(0)));
  }

  @Test
  default void timeNeverFalls() {
    long first = keep(ROOM, "a").time();
    bench().advance(Duration.ofHours(-1));
    assertThat(keep(ROOM, "b").time()).isEqualTo(first);
  }

  @Test
  default void sameIdOfTheSameUserIsStoredOnce() {
    Appended.Stored first = keep(ROOM, "a");
    keep(ROOM, "b");
    bench().advance(Duration.ofMinutes(9));
    assertThat(append(broker(), draft(ROOM, "a", ALICE)))
        .isEqualTo(new Appended.Stored(1, first.time(), true));
    assertThat(all(broker(), ROOM)).hasSize(2);
  }

  @Test
  default void sameIdOfAnotherUserIsTaken() {
    keep(ROOM, "a");
    assertThat(append(broker(), draft(ROOM, "a", BOB))).isEqualTo(new Appended.IdTaken());
    assertThat(append(broker(), draft(ROOM, "a", null))).isEqualTo(new Appended.IdTaken());
    assertThat(all(broker(), ROOM)).hasSize(1);
  }

  @Test
  default void sameIdOfNobodyIsTheSameMessage() {
    store(broker(), draft(ROOM, "a", null));
    Appended again = append(broker(), draft(ROOM, "a", null));
    assertThat(again).isEqualTo(new Appended.Stored(1, bench().millis(), true));
  }

  @Test
  default void sameIdInAnotherChannelIsAnotherMessage() {
    keep(ROOM, "a");
    assertThat(keep(ChannelName.of("/room/other"), "a").offset()).isEqualTo(1);
  }

  @Test
  default void idIsForgottenAfterTenMinutes() {
    keep(ROOM, "a");
    bench().advance(Duration.ofMinutes(10));
    assertThat(keep(ROOM, "a").offset()).isEqualTo(2);
  }

  @Test
  default void idIsForgottenAfterTenThousandMessages() {
    keep(ROOM, "a");
    storeMany(broker(), ROOM, 9_998);
    assertThat(append(broker(), draft(ROOM, "a", ALICE)))
        .isEqualTo(new Appended.Stored(1, bench().millis(), true));
    keep(ROOM, "b");
    keep(ROOM, "c");
    assertThat(keep(ROOM, "a").offset()).isEqualTo(10_002);
  }

  @Test
  default void idIsRememberedThoughItsMessageIsGone() {
    keep(SHORT, "a");
    storeMany(broker(), SHORT, 200);
    assertThat(extent(broker(), SHORT).first()).isEqualTo(199);
    assertThat(append(broker(), draft(SHORT, "a", ALICE)))
        .isEqualTo(new Appended.Stored(1, bench().millis(), true));
  }

  @Test
  default void messageToAnInboxIsInBoth() {
    store(broker(), draft(BOB.inbox(), "first", null));
    Appended.Stored stored = store(broker(), draft(BOB.inbox(), "a", ALICE));
    assertThat(stored.offset()).isEqualTo(2);
    Message received = all(broker(), BOB.inbox()).get(1);
    Message sent = all(broker(), ALICE.inbox()).get(0);
    assertThat(received.to()).isEqualTo(BOB);
    assertThat(sent)
        .isEqualTo(
            new Message(
                ALICE.inbox(), 1, received.id(), ALICE, BOB, received.time(), received.data()));
  }

  @Test
  default void secondMessageToAnInboxUnderItsIdIsADuplicateInBoth() {
    store(broker(), draft(BOB.inbox(), "first", null));
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    assertThat(append(broker(), draft(BOB.inbox(), "a", ALICE)))
        .isEqualTo(new Appended.Stored(2, bench().millis(), true));
    assertThat(all(broker(), ALICE.inbox())).hasSize(1);
  }

  @Test
  default void sameIdToAnotherUserIsTaken() {
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    assertThat(append(broker(), draft(ChannelName.of("/user/carol"), "a", ALICE)))
        .isEqualTo(new Appended.IdTaken());
    assertThat(append(broker(), draft(ALICE.inbox(), "a", ALICE)))
        .isEqualTo(new Appended.IdTaken());
    assertThat(all(broker(), ChannelName.of("/user/carol"))).isEmpty();
    assertThat(all(broker(), ALICE.inbox())).hasSize(1);
  }

  @Test
  default void copyIsAnsweredWithTheOffsetInTheNamedChannelThoughThatForgotTheId() {
    store(broker(), draft(BOB.inbox(), "first", null));
    store(broker(), draft(BOB.inbox(), "a", ALICE));
    storeMany(broker(), BOB.inbox(), 0);
    for (int i = 0; i < 10; i++) {
      fillAnonymously(BOB.inbox(), 1_000);
    }
    assertThat(append(broker(), draft(BOB.inbox(), "a", ALICE)))
        .isEqualTo(new Appended.Stored(2, bench().millis(), true));
  }

  private void fillAnonymously(ChannelName channel, int count) {
    for (int i = 1; i < count; i++) {
      broker().append(draft(channel, MessageId.random().value(), null), outcome -> {});
    }
    store(broker(), draft(channel, MessageId.random().value(), null));
  }

  @Test
  default void countHidesTheOldestAndAGapSaysSo() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      keep(SHORT, id);
    }
    Extent extent = extent(broker(), SHORT);
    assertThat(extent.first()).isEqualTo(3);
    assertThat(extent.last()).isEqualTo(5);
    Position seen = extent.end().at(1);
    assertThat(read(broker(), SHORT, seen)).isEqualTo(new Slice.Gap(2, 2, seen.at(2)));
    assertThat(texts(broker(), SHORT)).containsExactly("\"c\"", "\"d\"", "\"e\"");
  }

  @Test
  default void ageHidesTheOldestAndAGapSaysSo() {
    keep(BRIEF, "a");
    bench().advance(Duration.ofSeconds(6));
    keep(BRIEF, "b");
    bench().advance(Duration.ofSeconds(6));
    Position start = extent(broker(), BRIEF).end().at(0);
    assertThat(extent(broker(), BRIEF).first()).isEqualTo(2);
    assertThat(read(broker(), BRIEF, start)).isEqualTo(new Slice.Gap(1, 1, start.at(1)));
    assertThat(texts(broker(), BRIEF)).containsExactly("\"b\"");
  }

  @Test
  default void logOfWhichAllIsTooOldKeepsItsEnd() {
    keep(BRIEF, "a");
    Position end = extent(broker(), BRIEF).end();
    bench().advance(Duration.ofSeconds(11));
    Extent extent = extent(broker(), BRIEF);
    assertThat(extent).isEqualTo(new Extent(end.epoch(), 2, 1));
    assertThat(read(broker(), BRIEF, end.at(0))).isEqualTo(new Slice.Gap(1, 1, end));
    assertThat(keep(BRIEF, "b").offset()).isEqualTo(2);
    assertThat(texts(broker(), BRIEF)).containsExactly("\"b\"");
  }

  @Test
  default void writtenChannelsAreToldInTheOrderOfTheirNames() {
    List<String> names = List.of("/room/a", "/room/a-b", "/room/a/b", "/room/b", "/room/é", "/z");
    for (int i : new int[] {3, 0, 5, 2, 4, 1}) {
      keep(ChannelName.of(names.get(i)), "x");
    }
    Broker.Written again = written("/room/a-b", 1).get(0);
    assertThat(again.time()).isEqualTo(bench().millis());
    assertThat(again.channel()).hasToString("/room/a/b");
    assertThat(broker().extent(ChannelName.of("/room/c"), Reach.STORE)).isNotNull();

    assertThat(names("", 100)).isEqualTo(names);
    assertThat(names("/room/a", 2)).containsExactly("/room/a-b", "/room/a/b");
    assertThat(names("/room/azzz", 100)).containsExactly("/room/b", "/room/é", "/z");
    assertThat(names("/z", 100)).isEmpty();
  }

  private List<Broker.Written> written(String after, int most) {
    return broker().written(after, most);
  }

  private List<String> names(String after, int most) {
    return written(after, most).stream().map(one -> one.channel().value()).toList();
  }

  @Test
  default void writtenChannelHasTheTimeOfItsNewestMessage() {
    keep(ROOM, "a");
    bench().advance(Duration.ofHours(1));
    keep(ROOM, "b");
    assertThat(written("", 10)).containsExactly(new Broker.Written(ROOM, bench().millis()));
  }

  @Test
  default void followedLogNeedsNoStorageAtItsEnd() {
    keep(ROOM, "a");
    Position end = extent(broker(), ROOM).end();
    try (Follow follow = broker().follow(ROOM, (channel, byPublisher) -> {})) {
      assertThat(follow).isNotNull();
      assertThat(broker().read(ROOM, end, ALL, Reach.MEMORY))
          .isEqualTo(new Slice.Messages(List.of(), end, false));
      keep(ROOM, "b");
      Slice slice = broker().read(ROOM, end, ALL, Reach.MEMORY);
      assertThat(slice).isInstanceOf(Slice.Messages.class);
      assertThat(((Slice.Messages) slice).messages()).hasSize(1);
      assertThat(Objects.requireNonNull(broker().extent(ROOM, Reach.MEMORY)).last()).isEqualTo(2);
    }
  }
}
