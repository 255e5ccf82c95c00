package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Records;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Position;
import dev.halley.message.Referral;
import dev.halley.message.Rules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The broker of a server that stands alone: its logs and records lie in one file in its data
 * folder.
 *
 * <p>An append to a log in the file is handed to the commit thread, which commits for many at once
 * and forces each commit to the disk: {@link Durability#DURABLE} messages show and are acknowledged
 * after that, so neither a crash of the process nor a loss of power takes one back. A {@link
 * Durability#LAZY} one shows when the commit thread comes to it, which is after the commit that is
 * under way, and is on the disk about a second later. A {@link Durability#MEMORY} one is appended
 * by its caller and never waits for anybody. A channel's rule says which; a message with a copy in
 * a log of another kind is as durable as the safer of the two before it shows in either.
 *
 * <p>If the disk is full or fails, appends to the file are answered with {@link Appended.Failed},
 * and all else goes on; they work again when it does.
 */
public final class EmbeddedBroker implements Broker {

  private final Logs logs;
  private final MemoryAppends memory;
  private final Committer committer;
  private final EmbeddedSettings settings;
  private final InstantSource clock;

  private EmbeddedBroker(
      Logs logs,
      MemoryAppends memory,
      Committer committer,
      EmbeddedSettings settings,
      InstantSource clock) {
    this.settings = settings;
    this.logs = logs;
    this.memory = memory;
    this.committer = committer;
    this.clock = clock;
  }

  /**
   * Opens the logs in a folder, or begins them there.
   *
   * @param folder the data folder; made if it is not there
   * @param rules how safely and how long the messages of which channel are kept
   * @throws BrokerException says in a sentence why the folder cannot be used: another server uses
   *     it, the file in it is not Halley's or damaged, the rights do not suffice
   */
  public static EmbeddedBroker open(
      Path folder,
      EmbeddedSettings settings,
      Rules<Retention> rules,
      InstantSource clock,
      CommitEvents events) {
    return open(folder, settings, rules, clock, events, UnaryOperator.identity());
  }

  /** As the other, with nobody who wants to hear of its commits. */
  public static EmbeddedBroker open(
      Path folder, EmbeddedSettings settings, Rules<Retention> rules, InstantSource clock) {
    return open(folder, settings, rules, clock, CommitEvents.UNHEARD);
  }

  /** As the others, on a disk that may behave otherwise than the real one. */
  static EmbeddedBroker open(
      Path folder,
      EmbeddedSettings settings,
      Rules<Retention> rules,
      InstantSource clock,
      UnaryOperator<String> route) {
    return open(folder, settings, rules, clock, CommitEvents.UNHEARD, route);
  }

  private static EmbeddedBroker open(
      Path folder,
      EmbeddedSettings settings,
      Rules<Retention> rules,
      InstantSource clock,
      CommitEvents events,
      UnaryOperator<String> route) {
    StoreFile file = StoreFile.open(folder, settings.cacheMegabytes(), route);
    try {
      Logs logs = new Logs(rules, settings, file);
      MemoryAppends memory = new MemoryAppends(logs, clock);
      Committer committer = new Committer(file, logs, memory, settings, clock, events);
      committer.start();
      return new EmbeddedBroker(logs, memory, committer, settings, clock);
    } catch (RuntimeException e) {
      file.closeNow();
      throw e instanceof BrokerException why ? why : file.unwritable(e);
    }
  }

  /** The records in the same file. They are closed with the broker. */
  public Records records() {
    return committer.records();
  }

  @Override
  public void append(Draft draft, Consumer<Appended> then) {
    if (isInMemory(draft)) {
      Guard.call(Order.LOG, then, appendInMemory(draft, true));
    } else {
      Order.Append order = new Order.Append(draft, then);
      if (!isTaken(order)) {
        order.answer(new Appended.Overloaded());
      }
    }
  }

  @Override
  public void appendAll(List<Draft> drafts, Consumer<List<Appended>> then) {
    Batch batch =
        new Batch(List.copyOf(drafts), settings, outcomes -> Guard.call(Order.LOG, then, outcomes));
    // It may go on on the commit thread.
    batch.go(this::isInMemory, draft -> appendInMemory(draft, false), this::isTaken);
  }

  /** Whether all of it is kept in memory. */
  private boolean isInMemory(Draft draft) {
    Referral earlier = draft.refers();
    if (earlier != null && earlier.within() == null && draft.to() != null) {
      // Another's message: where its copy lies only its log says.
      return false;
    }
    ChannelName copy = draft.copy();
    return isInMemory(draft.channel()) && (copy == null || isInMemory(copy));
  }

  private boolean isInMemory(ChannelName channel) {
    return logs.of(channel) instanceof MemoryLog;
  }

  private Appended appendInMemory(Draft draft, boolean byPublisher) {
    if (committer.isClosing()) {
      return new Appended.Failed(closed());
    }
    Set<ChannelLog> grown = new LinkedHashSet<>();
    Appended outcome = memory.append(draft, grown);
    for (ChannelLog log : grown) {
      log.followers().grew(log.name(), byPublisher);
    }
    return outcome;
  }

  /** Hands an order to the commit thread; false if there are too many. */
  private boolean isTaken(Order order) {
    if (committer.isClosing()) {
      order.fail(closed());
      return true;
    }
    return committer.offer(order);
  }

  private static BrokerException closed() {
    return new BrokerException("the message log is closed");
  }

  @Override
  public Slice read(ChannelName channel, Position after, Limit limit, Reach reach) {
    return logs.of(channel).read(after, limit, reach, clock.millis());
  }

  @Override
  public @Nullable Extent extent(ChannelName channel, Reach reach) {
    return logs.of(channel).extent(reach, clock.millis());
  }

  @Override
  public List<Written> written(String after, int most) {
    return logs.written(after, most);
  }

  @Override
  public Follow follow(ChannelName channel, Follower follower) {
    return logs.follow(channel, follower);
  }

  /** Whether the disk takes what is appended, as far as the last append told. */
  public boolean isWritable() {
    return committer.isWritable();
  }

  /** How it stands with the logs, about. */
  public Figures figures() {
    return committer.figures();
  }

  @Override
  public void close() {
    committer.close();
  }
}
