package dev.halley.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Access;
import dev.halley.auth.Caller;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker.Reach;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.Limit;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.broker.Slice;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.EmbeddedSettings;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Alice, Bob and Carol, a log in which they write, and the marks of what they read. */
final class Correspondence implements AutoCloseable {

  static final UserName ALICE = new UserName("alice");
  static final UserName BOB = new UserName("bob");
  static final UserName CAROL = new UserName("carol");
  static final ChannelName ROOM = ChannelName.of("/room/tea");

  private static final Retention KEPT =
      new Retention(Durability.DURABLE, 10_000, Duration.ofDays(365));
  private static final Retention TOLD =
      new Retention(Durability.MEMORY, 100, Duration.ofMinutes(5));

  private final BrokerBench clock = new BrokerBench();
  private final Path folder;
  private final int most;
  private EmbeddedBroker broker;
  private Marks marks;

  Correspondence(Path folder, int most) {
    this.folder = folder;
    this.most = most;
    broker = broker();
    marks = marks();
  }

  private EmbeddedBroker broker() {
    Rules<Retention> rules = new Rules<>(List.of(line("/user/*/marks", TOLD), line("/**", KEPT)));
    return EmbeddedBroker.open(folder, EmbeddedSettings.DEFAULTS, rules, clock);
  }

  private Marks marks() {
    Rules<Access> rules =
        new Rules<>(
            List.of(line("/user/*/marks", new Access(Access.Who.OWNER, Access.Who.SERVER))));
    return new Marks(broker, broker.records(), rules, clock, most);
  }

  private static <T> Rules.Line<T> line(String pattern, T column) {
    return new Rules.Line<>(ChannelPattern.of(pattern), column);
  }

  void restart() {
    close();
    broker = broker();
    marks = marks();
  }

  /** The user says something; the answer is its offset. */
  long say(UserName from, ChannelName channel, String id) {
    clock.advance(Duration.ofMillis(1));
    return store(Draft.to(channel, new MessageId(id), from, Payload.ofJson("\"" + id + "\"")));
  }

  long store(Draft draft) {
    return ((Appended.Stored) BrokerBench.append(broker, draft)).offset();
  }

  /** The user has read all up to an offset; the answer is the mark then. */
  long read(UserName user, ChannelName channel, @Nullable UserName with, long offset) {
    CompletableFuture<Marks.Outcome> outcome = new CompletableFuture<>();
    marks.read(user, channel, with, offset, outcome::complete);
    return ((Marks.Outcome.At) outcome.orTimeout(30, TimeUnit.SECONDS).join()).offset();
  }

  Marks theMarks() {
    return marks;
  }

  /** What the user has not read of a channel, asked for alone. */
  Unread unread(UserName user, ChannelName channel) {
    return new UnreadCounts(marks).of(user, channel, new Allowance(1));
  }

  List<Unread> conversations(UserName user) {
    return new UnreadCounts(marks).conversations(user, new Allowance(1));
  }

  Unread conversation(UserName user, UserName with) {
    return new UnreadCounts(marks).conversation(user, with, new Allowance(1));
  }

  /** A reader of the user's comes with a cursor. */
  void comes(UserName user, long offset) {
    long epoch = Objects.requireNonNull(broker.extent(user.inbox(), Reach.STORE)).epoch();
    Cursor cursor = Cursor.of(List.of(new Cursor.Entry(user.inbox(), new Position(epoch, offset))));
    marks
        .visits()
        .came(
            new Subscription(
                new Caller(user, "", Caller.NEVER, null, List.of()),
                new Subscription.Reader("tab", "poll", null),
                List.of(ROOM, user.inbox()),
                cursor,
                0,
                new Limit(1, 1),
                Duration.ZERO));
  }

  /** What the user was told of marks so far. */
  List<String> told(UserName user) {
    ChannelName channel = ChannelName.of(user.inbox().value() + "/marks");
    long epoch = Objects.requireNonNull(broker.extent(channel, Reach.STORE)).epoch();
    Slice slice = broker.read(channel, new Position(epoch, 0), BrokerBench.ALL, Reach.STORE);
    assertThat(slice).isInstanceOf(Slice.Messages.class);
    List<Message> messages = ((Slice.Messages) slice).messages();
    return messages.stream().map(BrokerBench::text).toList();
  }

  @Override
  public void close() {
    marks.close();
    broker.close();
  }
}
