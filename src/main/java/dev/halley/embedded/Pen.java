package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Ties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commit thread's hand on a {@link FileLog}: gives offsets and times, knows the ids of what is
 * still in the journal, and moves that to its place. Nothing that it stages shows before {@link
 * #publish}.
 */
final class Pen {

  private final FileLog log;

  private final KnownIds ids = new KnownIds();

  /** What messages will be once what is staged shows, by their offsets. */
  private final Map<Long, Message> changed = new HashMap<>();

  /** The readable end, so long as nothing is staged. */
  private long end;

  private long endTime;

  /** The last offset that was put in its place; on the disk only up to {@link FileLog#settled}. */
  private long moved;

  private boolean waiting;

  Pen(FileLog log, LogState state) {
    this.log = log;
    end = state.last();
    endTime = state.lastTime();
    moved = log.settled();
  }

  /** The offset that the next message gets. */
  long next() {
    return end + 1;
  }

  /** The time that no later message may be below. */
  long endTime() {
    return endTime;
  }

  /** Whether something is staged that must not show before it is durable. */
  boolean isWaiting() {
    return waiting;
  }

  void waitForCommit() {
    waiting = true;
  }

  /** What is known under an id, staged messages included; null if nothing or no longer. */
  @Nullable Remembered remembered(Ids settledIds, MessageId id, long now) {
    Remembered known = ids.find(id, log.number(), settledIds);
    return known != null && known.holds(end, now) ? known : null;
  }

  /** Gives a draft its place. */
  JournalEntry stage(Draft draft, long time, long main, Ties ties, MessageStore store) {
    Message message =
        new Message(
            log.name(), end + 1, draft.id(), draft.from(), draft.to(), time, draft.data(), ties);
    JournalEntry entry = entry(message, main, store);
    end = message.offset();
    endTime = time;
    ids.add(draft.id(), entry.remembered());
    return entry;
  }

  private JournalEntry entry(Message message, long main, MessageStore store) {
    return new JournalEntry(
        message, main, log.loaded(store).epoch(), store.epochs().mark(log.rule().durability()));
  }

  /**
   * Says what will become of a message. In its place in the file, if it is there, it is changed at
   * once, so that the same commit has both; what is in the journal is changed whenever that is
   * read, by the message that is the reason.
   */
  void change(Message message, MessageStore store) {
    changed.put(message.offset(), message);
    if (message.ties().removed()) {
      store.about(Eraser.DUE, store.about(Eraser.DUE) + 1);
    }
    if (message.offset() <= moved) {
      store.message(log.number(), message);
    }
  }

  /** A message with what is staged for it; null if it is nowhere, or itself staged. */
  @Nullable Message at(long offset, MessageStore store) {
    Message next = changed.get(offset);
    return next == null ? log.at(offset, store) : next;
  }

  /**
   * Lets a staged message be read; the oldest first.
   *
   * @param changes what becomes of others, which shows before
   */
  void publish(Message message, List<Message> changes, MessageStore store) {
    for (Message change : changes) {
      log.replace(change);
    }
    // What the same group did to it shows with it.
    Message newest = changed.isEmpty() ? message : changed.getOrDefault(message.offset(), message);
    log.show(log.loaded(store).with(newest), newest);
    for (Message change : changes) {
      changed.remove(change.offset(), change);
    }
    waiting = false;
  }

  /** Takes back what is staged and not published, and what was moved and is not on the disk. */
  void undo(MessageStore store) {
    LogState state = log.loaded(store);
    end = state.last();
    endTime = state.lastTime();
    moved = log.settled();
    waiting = false;
    changed.clear();
    ids.dropAfter(end);
    ChannelRow row = store.row(log.name());
    log.number(row == null ? 0 : row.number());
  }

  /** Takes back a message that is found in the journal when the file is opened. */
  void restore(JournalEntry entry, MessageStore store) {
    Message message = entry.message();
    if (message.offset() <= log.settled()) {
      return;
    }
    if (message.offset() != end + 1) {
      throw new BrokerException(
          "expected message "
              + (end + 1)
              + " of "
              + log.name()
              + " next in the journal; found "
              + message.offset());
    }
    long epoch = store.epochs().resume(entry.epoch(), entry.lives(), log.rule().durability());
    Referrals.changes(message, offset -> log.at(offset, store)).forEach(log::replace);
    log.show(log.loaded(store).in(epoch).with(message), message);
    end = message.offset();
    endTime = message.time();
    ids.add(message.id(), entry.remembered());
  }

  /**
   * Puts all that did not leave the journal into a new one, and does once more what it does to
   * messages that left it: a lazy one may have shown before that was on the disk.
   *
   * @return how many messages
   */
  int putAll(Journal journal, MessageStore store) {
    for (long offset = log.settled() + 1; offset <= end; offset++) {
      Message message = message(offset);
      Remembered known = ids.of(message);
      long main = known == null ? offset : known.main();
      journal.put(entry(message, main, store));
      for (Message change : Referrals.changes(message, place -> log.at(place, store))) {
        if (change.offset() <= log.settled()) {
          store.message(log.number(), change);
        }
      }
    }
    return (int) (end - log.settled());
  }

  /**
   * Moves messages from the journal to their place. Those that the rule hides by now are not worth
   * it, but their ids are.
   *
   * @param upTo the last offset to be moved
   * @param most how many at once
   * @return how many were moved
   */
  int move(MessageStore store, Ids settledIds, long upTo, int most, long now) {
    if (log.number() == 0) {
      log.number(store.newNumber());
    }
    LogState state = log.loaded(store);
    long first = log.first(store, now);
    Message oldest = log.recent().at(first);
    if (first > state.first()) {
      state = state.trimmedTo(first, oldest == null ? state.firstTime() : oldest.time());
      log.show(state);
    }
    int count = 0;
    long time = state.lastTime();
    while (moved < upTo && count < most) {
      Message message = message(moved + 1);
      if (message.offset() >= first) {
        store.message(log.number(), message);
      }
      ids.place(message, end, now);
      time = message.time();
      moved++;
      count++;
    }
    ids.placeAll(log.number(), settledIds);
    store.row(log.name(), row(store, state, time));
    return count;
  }

  private ChannelRow row(MessageStore store, LogState state, long time) {
    ChannelRow before = store.row(log.name());
    long first = Math.min(state.first(), moved + 1);
    return new ChannelRow(
        log.number(),
        state.epoch(),
        store.epochs().mark(log.rule().durability()),
        before == null ? first : before.lowest(),
        first,
        state.firstTime(),
        moved,
        time);
  }

  /** Whether the journal has nothing of this log, nor of what is staged. */
  boolean isSettled() {
    return end == log.settled();
  }

  /** The last offset that was moved. */
  long moved() {
    return moved;
  }

  private Message message(long offset) {
    Message message = log.recent().at(offset);
    if (message == null) {
      throw new IllegalStateException("expected message " + offset + " in memory");
    }
    return message;
  }

  /**
   * Says that what was moved is on the disk.
   *
   * @return how many messages left the journal
   */
  long settle() {
    long from = log.settled() + 1;
    for (long offset = from; offset <= moved; offset++) {
      ids.settled(message(offset));
    }
    log.settled(moved);
    return moved - from + 1;
  }
}
