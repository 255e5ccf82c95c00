package dev.halley.broker;

import dev.halley.broker.Broker.Reach;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a test of a broker has at hand: a clock, rules, and calls that wait for their outcome. */
public final class BrokerBench implements InstantSource {

  /** A channel that keeps a thousand messages for a day. */
  public static final ChannelName ROOM = ChannelName.of("/room/lobby");

  /** One that keeps three messages. */
  public static final ChannelName SHORT = ChannelName.of("/short/lobby");

  /** One that keeps messages for ten seconds. */
  public static final ChannelName BRIEF = ChannelName.of("/brief/lobby");

  public static final UserName ALICE = new UserName("alice");
  public static final UserName BOB = new UserName("bob");

  /** More than any test asks for. */
  public static final Limit ALL = new Limit(100_000, Long.MAX_VALUE);

  private final AtomicLong now = new AtomicLong(1_795_000_000_000L);

  /** The rules that the contract counts on. */
  public static Rules<Retention> rules(Durability durability) {
    return new Rules<>(
        List.of(
            line("/short/*", new Retention(durability, 3, Duration.ofDays(1))),
            line("/brief/*", new Retention(durability, 1_000, Duration.ofSeconds(10))),
            line("/**", new Retention(durability, 100_000, Duration.ofDays(1)))));
  }

  /** One line of rules. */
  public static Rules.Line<Retention> line(String pattern, Retention retention) {
    return new Rules.Line<>(ChannelPattern.of(pattern), retention);
  }

  @Override
  public java.time.Instant instant() {
    return java.time.Instant.ofEpochMilli(now.get());
  }

  @Override
  public long millis() {
    return now.get();
  }

  /** Moves the clock, also back. */
  public void advance(Duration by) {
    now.addAndGet(by.toMillis());
  }

  public static Draft draft(ChannelName channel, String id, @Nullable UserName from) {
    return Draft.to(channel, new MessageId(id), from, Payload.ofJson("\"" + id + "\""));
  }

  /** A draft with an id of its own. */
  public static Draft draft(ChannelName channel) {
    return draft(channel, MessageId.random().value(), ALICE);
  }

  public static Appended append(Broker broker, Draft draft) {
    CompletableFuture<Appended> outcome = new CompletableFuture<>();
    broker.append(draft, outcome::complete);
    return get(outcome);
  }

  public static List<Appended> appendAll(Broker broker, List<Draft> drafts) {
    CompletableFuture<List<Appended>> outcomes = new CompletableFuture<>();
    broker.appendAll(drafts, outcomes::complete);
    return get(outcomes);
  }

  /** Appends what must be stored, for the first time. */
  public static Appended.Stored store(Broker broker, Draft draft) {
    Appended outcome = append(broker, draft);
    if (outcome instanceof Appended.Stored stored && !stored.duplicate()) {
      return stored;
    }
    throw new AssertionError("expected a new message; found " + outcome);
  }

  /** Appends many, without waiting for each. */
  public static void storeMany(Broker broker, ChannelName channel, int count) {
    List<CompletableFuture<Appended>> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CompletableFuture<Appended> outcome = new CompletableFuture<>();
      broker.append(draft(channel), outcome::complete);
      outcomes.add(outcome);
      if (outcomes.size() == 1_000 || i == count - 1) {
        outcomes.forEach(
            each -> {
              if (!(get(each) instanceof Appended.Stored)) {
                throw new AssertionError("expected it to be stored; found " + get(each));
              }
            });
        outcomes.clear();
      }
    }
  }

  public static <T> T get(CompletableFuture<T> outcome) {
    try {
      return outcome.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("expected an answer", e);
    }
  }

  public static Extent extent(Broker broker, ChannelName channel) {
    Extent extent = broker.extent(channel, Reach.STORE);
    if (extent == null) {
      throw new AssertionError("the store knows every log");
    }
    return extent;
  }

  public static Slice read(Broker broker, ChannelName channel, Position after) {
    return broker.read(channel, after, ALL, Reach.STORE);
  }

  /** All messages from the first that is left. */
  public static List<Message> all(Broker broker, ChannelName channel) {
    Extent extent = extent(broker, channel);
    List<Message> found = new ArrayList<>();
    Position at = new Position(extent.epoch(), extent.first() - 1);
    while (read(broker, channel, at) instanceof Slice.Messages slice) {
      found.addAll(slice.messages());
      at = slice.end();
      if (!slice.more()) {
        return found;
      }
    }
    throw new AssertionError("expected messages up to the end of " + channel);
  }

  /** The payloads of all messages that are left. */
  public static List<String> texts(Broker broker, ChannelName channel) {
    return all(broker, channel).stream().map(BrokerBench::text).toList();
  }

  public static String text(Message message) {
    return new String(message.data().json(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
