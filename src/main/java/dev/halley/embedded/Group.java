package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.Appended.Why;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records.Swap;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Referral;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders that share one commit.
 *
 * <p>An append is staged: it gets its place and its time and goes into the journal. A lazy one
 * shows at once, a durable one after {@link #committed}. If the commit fails, {@link #unanswered}
 * are to be done again or to be refused; what was staged for them is taken back when the file is
 * opened anew. Used by the commit thread alone.
 */
final class Group {

  private final Logs logs;
  private final MemoryAppends memory;
  private final MessageStore store;
  private final Settler settler;
  private final EmbeddedRecords records;
  private final long now;

  /** What waits for the commit, in the order in which it came. */
  private final Deque<Awaiting> awaiting = new ArrayDeque<>();

  private final Set<ChannelLog> grown = new LinkedHashSet<>();
  private boolean durable;

  /** An order that is answered when all is on the disk. */
  private sealed interface Awaiting {
    Order order();
  }

  /** An append whose messages have their places in the file. */
  private record Staged(
      Order.Append order,
      List<Part> parts,
      List<ChannelName> elsewhere,
      @Nullable Message original,
      long time,
      long offset)
      implements Awaiting {}

  /** A message of one of the logs. */
  private record Part(FileLog log, Message message, List<Message> changes) {}

  /** What is said then and stores nothing. */
  private record Answer(Order order, Runnable give) implements Awaiting {}

  Group(
      Logs logs,
      MemoryAppends memory,
      MessageStore store,
      Settler settler,
      EmbeddedRecords records,
      long now) {
    this.logs = logs;
    this.memory = memory;
    this.store = store;
    this.settler = settler;
    this.records = records;
    this.now = now;
  }

  /** Takes an order in. */
  void take(Order order) {
    try {
      if (order instanceof Order.Append append) {
        append(append);
      } else if (order instanceof Order.Change change) {
        change(change);
      }
    } catch (BrokerException e) {
      // What lies in the file for this one cannot be understood; the others are as good as before.
      order.fail(e);
    }
  }

  private void change(Order.Change change) {
    Swap outcome = records.stage(store, change, now);
    durable = true;
    awaiting.add(new Answer(change, () -> change.answer(outcome)));
  }

  private void append(Order.Append order) {
    BrokerException refusal = order.refusal();
    if (refusal != null) {
      order.fail(refusal);
      return;
    }
    Draft draft = order.draft();
    ChannelName copyName = draft.copy();
    ChannelLog main = logs.of(draft.channel());
    ChannelLog copy = copyName == null ? null : logs.of(copyName);
    Remembered known = known(main, draft.id());
    Remembered knownCopy = copy == null ? null : known(copy, draft.id());
    if (known != null) {
      answer(order, known.isSame(draft), known.offset(), known.time());
    } else if (knownCopy != null) {
      answer(order, knownCopy.isSame(draft), Math.max(1, knownCopy.main()), knownCopy.time());
    } else if (draft.refers() != null) {
      refer(order, draft.refers(), main);
    } else {
      stage(order, main, copy, null);
    }
  }

  private void refer(Order.Append order, Referral referral, ChannelLog main) {
    Draft draft = order.draft();
    Message original = Referrals.original(draft, referral, this::look);
    Why why = Referrals.refusal(draft, referral, original, now, this::look);
    if (original == null || why != null) {
      Appended refused = new Appended.CannotRefer(why == null ? Why.UNKNOWN : why);
      awaiting.add(new Answer(order, () -> order.answer(refused)));
      return;
    }
    ChannelName copy = Referrals.copy(draft, original);
    stage(order, main, copy == null ? null : logs.of(copy), original);
  }

  private <T> @Nullable T look(ChannelName channel, Referrals.Search<T> search) {
    return logs.of(channel) instanceof FileLog log
        ? search.on(shelf(log))
        : memory.looking(channel, now, search);
  }

  private Shelf shelf(FileLog log) {
    return new FileShelf(log, store, settler.ids(), now, offset -> staged(log, offset));
  }

  private @Nullable Message staged(FileLog log, long offset) {
    for (Awaiting each : awaiting) {
      if (each instanceof Staged append) {
        for (Part part : append.parts()) {
          if (part.log() == log && part.message().offset() == offset) {
            return part.message();
          }
        }
      }
    }
    return null;
  }

  private void answer(Order.Append order, boolean same, long offset, long time) {
    Appended outcome = same ? new Appended.Stored(offset, time, true) : new Appended.IdTaken();
    awaiting.add(new Answer(order, () -> order.answer(outcome)));
  }

  private @Nullable Remembered known(ChannelLog log, MessageId id) {
    return log instanceof FileLog file
        ? file.pen(store).remembered(settler.ids(), id, now)
        : memory.remembered(log.name(), id, now);
  }

  private long endTime(ChannelLog log) {
    return log instanceof FileLog file ? file.pen(store).endTime() : 0;
  }

  /**
   * Gives a draft its places.
   *
   * @param original what it refers to, in whichever log; null for most
   */
  private void stage(
      Order.Append order, ChannelLog main, @Nullable ChannelLog copy, @Nullable Message original) {
    long time = Math.max(now, endTime(main));
    List<ChannelLog> targets = List.of(main);
    if (copy != null) {
      time = Math.max(time, endTime(copy));
      targets = List.of(main, copy);
    }
    long offset = main instanceof FileLog file ? file.pen(store).next() : 0;
    List<Part> parts = new ArrayList<>(targets.size());
    List<ChannelName> elsewhere = new ArrayList<>(0);
    boolean waits = order.isBehind();
    for (ChannelLog target : targets) {
      if (target instanceof FileLog file) {
        parts.add(part(file, order.draft(), original, time, offset));
        waits |= file.rule().durability() == Durability.DURABLE || file.pen(store).isWaiting();
      } else {
        elsewhere.add(target.name());
      }
    }
    Staged append = new Staged(order, parts, elsewhere, original, time, offset);
    if (waits) {
      durable = true;
      parts.forEach(part -> part.log().pen(store).waitForCommit());
      awaiting.add(append);
    } else {
      publish(append);
    }
  }

  private Part part(FileLog log, Draft draft, @Nullable Message original, long time, long main) {
    Pen pen = log.pen(store);
    Message here = original == null ? null : Referrals.twin(shelf(log), original);
    JournalEntry entry = pen.stage(draft, time, main, Referrals.ties(draft, here), store);
    settler.put(log, entry);
    List<Message> changes =
        here == null ? List.of() : Referrals.changes(entry.message(), shelf(log)::at);
    changes.forEach(change -> pen.change(change, store));
    return new Part(log, entry.message(), changes);
  }

  private void publish(Staged append) {
    for (Part part : append.parts()) {
      part.log().pen(store).publish(part.message(), part.changes(), store);
      grown.add(part.log());
    }
    Appended outcome = new Appended.Stored(append.offset(), append.time(), false);
    Draft draft = append.order().draft();
    long main = append.offset();
    for (ChannelName name : append.elsewhere()) {
      Appended there = memory.add(name, draft, append.original(), append.time(), main, grown);
      if (name.equals(draft.channel())) {
        outcome = there;
        main = there instanceof Appended.Stored stored ? stored.offset() : main;
      }
    }
    append.order().answer(outcome);
  }

  /** Whether somebody waits for the disk. */
  boolean needsCommit() {
    return durable;
  }

  /** Tells the followers of what shows by now. */
  void tell() {
    for (ChannelLog log : grown) {
      log.followers().grew(log.name(), false);
    }
    grown.clear();
  }

  /** Says that all of it is on the disk. */
  void committed() {
    while (!awaiting.isEmpty()) {
      Awaiting next = awaiting.getFirst();
      if (next instanceof Staged append) {
        publish(append);
      } else if (next instanceof Answer answer) {
        answer.give().run();
      }
      awaiting.removeFirst();
    }
    tell();
  }

  /** The orders that were not answered, in the order in which they came. */
  List<Order> unanswered() {
    List<Order> orders = new ArrayList<>();
    awaiting.forEach(each -> orders.add(each.order()));
    return orders;
  }
}
