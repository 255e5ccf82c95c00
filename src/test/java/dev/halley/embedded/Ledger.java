package dev.halley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Extent;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a log was given, what it has promised its publishers, and what it has shown. */
final class Ledger {

  /** A message in Bob's inbox has its copy in Alice's. */
  static final ChannelName INBOX = BrokerBench.BOB.inbox();

  static final ChannelName COPY = BrokerBench.ALICE.inbox();

  private static final List<ChannelName> PUBLISHED =
      List.of(BrokerBench.ROOM, ChannelName.of("/room/other"), BrokerBench.SHORT, INBOX);

  /** All logs that are used. */
  static final List<ChannelName> LOGS = Stream.concat(PUBLISHED.stream(), Stream.of(COPY)).toList();

  private static final int LARGEST = 6_000;

  private final Map<MessageId, Draft> drafts = new LinkedHashMap<>();
  private final Map<MessageId, Appended.Stored> stored = new HashMap<>();

  /** For each log, which message has which offset, as publishers and readers know it. */
  private final Map<ChannelName, Map<Long, MessageId>> known = new HashMap<>();

  /** A draft of any size to any channel. */
  synchronized Draft draft(Random random) {
    MessageId id = new MessageId("id" + drafts.size());
    String text = (id + " ").repeat(1 + random.nextInt(1 + random.nextInt(LARGEST / 5)));
    Draft draft =
        Draft.to(
            PUBLISHED.get(random.nextInt(PUBLISHED.size())),
            id,
            BrokerBench.ALICE,
            Payload.ofJson("\"" + text + "\""));
    drafts.put(id, draft);
    return draft;
  }

  private Draft draft(MessageId id) {
    return Objects.requireNonNull(drafts.get(id), () -> "nobody published " + id);
  }

  /** The publisher has an answer. */
  synchronized void answered(Draft draft, Appended outcome) {
    if (outcome instanceof Appended.Stored now) {
      Appended.Stored before = stored.putIfAbsent(draft.id(), now);
      if (before != null) {
        assertThat(now)
            .as("answer to %s", draft.id())
            .isEqualTo(new Appended.Stored(before.offset(), before.time(), true));
      }
      know(draft.channel(), now.offset(), draft.id());
    } else {
      assertThat(outcome).isInstanceOf(Appended.Failed.class);
      assertThat(stored).as("what is refused").doesNotContainKey(draft.id());
    }
  }

  /**
   * The publisher of a batch has an answer: from the first that was refused on all are, and what is
   * new is in its order.
   */
  synchronized void answered(List<Draft> batch, List<Appended> outcomes) {
    assertThat(outcomes).as("outcomes of a batch").hasSameSizeAs(batch);
    Map<ChannelName, Long> ends = new HashMap<>();
    boolean refused = false;
    for (int i = 0; i < batch.size(); i++) {
      Draft draft = batch.get(i);
      answered(draft, outcomes.get(i));
      if (outcomes.get(i) instanceof Appended.Stored now) {
        assertThat(refused).as("%s is stored after one that was refused", draft.id()).isFalse();
        // What a power loss left of an earlier try may stand anywhere.
        Long before = now.duplicate() ? null : ends.put(draft.channel(), now.offset());
        assertThat(now.offset()).as(draft.id().value()).isGreaterThan(before == null ? 0 : before);
      } else {
        refused = true;
      }
    }
  }

  /** Each log has its messages in the order in which they were first published. */
  synchronized void isInOrder(EmbeddedBroker broker) {
    List<MessageId> published = List.copyOf(drafts.keySet());
    for (ChannelName log : LOGS) {
      assertThat(ids(broker, log).stream().map(published::indexOf).toList())
          .as("%s", log)
          .isSorted();
    }
  }

  /** A reader has got a message. */
  synchronized void shown(Message message) {
    know(message.channel(), message.offset(), message.id());
  }

  private void know(ChannelName channel, long offset, MessageId id) {
    MessageId before = known.computeIfAbsent(channel, c -> new TreeMap<>()).putIfAbsent(offset, id);
    assertThat(before == null ? id : before).as("message %s of %s", offset, channel).isEqualTo(id);
  }

  /** What is still to be published again. */
  synchronized List<Draft> refused() {
    List<Draft> refused = drafts();
    refused.removeIf(draft -> stored.containsKey(draft.id()));
    return refused;
  }

  synchronized List<Draft> drafts() {
    return new ArrayList<>(drafts.values());
  }

  /** The last offset of a log that somebody was told or shown. */
  synchronized long known(ChannelName channel) {
    return known.getOrDefault(channel, Map.of()).keySet().stream().reduce(0L, Math::max);
  }

  /** Nothing that was promised or shown is missing, and there is no hole. */
  synchronized void holdsAllOf(EmbeddedBroker broker) {
    LOGS.forEach(log -> holdsAllOf(broker, log));
    assertThat(ids(broker, COPY)).as("copies").isEqualTo(ids(broker, INBOX));
  }

  private void holdsAllOf(EmbeddedBroker broker, ChannelName log) {
    List<Message> messages = BrokerBench.all(broker, log);
    Extent extent = BrokerBench.extent(broker, log);
    assertThat(messages)
        .as("offsets of %s", log)
        .extracting(Message::offset)
        .isEqualTo(offsets(extent.first(), extent.last()));
    long kept = log.equals(BrokerBench.SHORT) ? 3 : Long.MAX_VALUE;
    assertThat(messages).as("messages of %s", log).hasSize((int) Math.min(kept, extent.last()));
    assertThat(messages).as("ids in %s", log).extracting(Message::id).doesNotHaveDuplicates();
    assertThat(messages)
        .as("payloads in %s", log)
        .allMatch(message -> message.data().equals(draft(message.id()).data()));
    Map<Long, MessageId> there = new HashMap<>();
    messages.forEach(message -> there.put(message.offset(), message.id()));
    Map<Long, MessageId> expected = new TreeMap<>(known.getOrDefault(log, Map.of()));
    expected.keySet().removeIf(offset -> offset < extent.first());
    assertThat(extent.last()).as("end of %s", log).isGreaterThanOrEqualTo(known(log));
    assertThat(there).as("messages of %s", log).containsAllEntriesOf(expected);
  }

  private static List<Long> offsets(long first, long last) {
    List<Long> offsets = new ArrayList<>();
    for (long offset = first; offset <= last; offset++) {
      offsets.add(offset);
    }
    return offsets;
  }

  private static List<MessageId> ids(EmbeddedBroker broker, ChannelName log) {
    return BrokerBench.all(broker, log).stream().map(Message::id).toList();
  }

  /** And there is nothing else. */
  synchronized void isAllOf(EmbeddedBroker broker) {
    holdsAllOf(broker);
    for (ChannelName log : List.of(BrokerBench.ROOM, BrokerBench.SHORT, INBOX)) {
      long answered =
          stored.keySet().stream().filter(id -> draft(id).channel().equals(log)).count();
      assertThat(BrokerBench.extent(broker, log).last()).as("end of %s", log).isEqualTo(answered);
    }
  }
}
