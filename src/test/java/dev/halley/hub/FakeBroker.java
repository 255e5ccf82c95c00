package dev.halley.hub;

import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Logs in lists: the whole of a broker that a hub needs, storing at once and on the caller's
 * thread. What it holds can be made cold, trimmed and begun again, and every look into a log can be
 * interrupted at its most awkward moment.
 */
final class FakeBroker implements Broker {

  private final Map<ChannelName, Log> logs = new ConcurrentHashMap<>();

  /** Asked at each read in memory: whether memory does not know. */
  volatile Predicate<ChannelName> cold = channel -> false;

  /** Runs after a read has seen what it sees, before its answer is given. */
  volatile Consumer<ChannelName> afterRead = channel -> {};

  private static final class Log {
    private final List<Message> messages = new ArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private long epoch = 7;
    private long first = 1;
  }

  private Log log(ChannelName channel) {
    return logs.computeIfAbsent(channel, same -> new Log());
  }

  /** Appends a number as the payload and tells the followers, on a thread of its own. */
  long append(ChannelName channel, long number) {
    return append(channel, number, false);
  }

  /** As the other, and may say that the calling thread is the publisher's. */
  long append(ChannelName channel, long number, boolean byPublisher) {
    Log log = log(channel);
    long offset;
    synchronized (log) {
      offset = log.messages.size() + 1L;
      log.messages.add(
          new Message(
              channel,
              offset,
              new MessageId("m" + offset),
              null,
              null,
              offset,
              Payload.ofJson(Long.toString(number))));
    }
    log.followers.forEach(follower -> follower.grew(channel, byPublisher));
    return offset;
  }

  @Override
  public void append(Draft draft, Consumer<Appended> then) {
    long offset = append(draft.channel(), 0);
    then.accept(new Appended.Stored(offset, offset, false));
  }

  @Override
  public void appendAll(List<Draft> drafts, Consumer<List<Appended>> then) {
    List<Appended> outcomes = new ArrayList<>();
    drafts.forEach(draft -> append(draft, outcomes::add));
    then.accept(outcomes);
  }

  @Override
  public Slice read(ChannelName channel, Position after, Limit limit, Reach reach) {
    if (reach == Reach.MEMORY && cold.test(channel)) {
      return new Slice.Cold();
    }
    Slice slice = look(log(channel), after, limit);
    afterRead.accept(channel);
    return slice;
  }

  private static Slice look(Log log, Position after, Limit limit) {
    synchronized (log) {
      if (after.epoch() != log.epoch || after.offset() > log.messages.size()) {
        return new Slice.Reset(new Position(log.epoch, log.first - 1));
      }
      if (after.offset() < log.first - 1) {
        return new Slice.Gap(after.offset() + 1, log.first - 1, after.at(log.first - 1));
      }
      int from = (int) after.offset();
      int to = Math.min(log.messages.size(), from + limit.messages());
      return new Slice.Messages(
          List.copyOf(log.messages.subList(from, to)), after.at(to), to < log.messages.size());
    }
  }

  @Override
  public Extent extent(ChannelName channel, Reach reach) {
    Log log = log(channel);
    synchronized (log) {
      return new Extent(log.epoch, log.first, log.messages.size());
    }
  }

  @Override
  public List<Written> written(String after, int most) {
    return logs.keySet().stream()
        .filter(channel -> channel.value().compareTo(after) > 0)
        .filter(channel -> !log(channel).messages.isEmpty())
        .sorted()
        .limit(most)
        .map(channel -> new Written(channel, log(channel).messages.size()))
        .toList();
  }

  @Override
  public Follow follow(ChannelName channel, Follower follower) {
    Log log = log(channel);
    log.followers.add(follower);
    return () -> log.followers.remove(follower);
  }

  /** How many follow a channel. */
  int followers(ChannelName channel) {
    return log(channel).followers.size();
  }

  /** Lets retention remove all below an offset. */
  void trim(ChannelName channel, long first) {
    Log log = log(channel);
    synchronized (log) {
      log.first = first;
    }
  }

  /** Loses a log and begins it again. */
  void lose(ChannelName channel) {
    Log log = log(channel);
    synchronized (log) {
      log.messages.clear();
      log.first = 1;
      log.epoch++;
    }
  }

  @Override
  public void close() {
    logs.clear();
  }
}
