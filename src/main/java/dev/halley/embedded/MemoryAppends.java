package dev.halley.embedded;

import dev.halley.broker.Appended;
import dev.halley.broker.Appended.Why;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Referral;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Appends to logs that are never on disk: done on the caller's thread, so that neither a slow disk
 * nor another thread is waited for. Where there are two logs, both are locked, in the order of
 * their names.
 */
final class MemoryAppends {

  private final Logs logs;
  private final InstantSource clock;

  MemoryAppends(Logs logs, InstantSource clock) {
    this.logs = logs;
    this.clock = clock;
  }

  /**
   * Appends a draft of which all is kept in memory. The followers are still to be told.
   *
   * @param grown gets the logs that have grown
   */
  Appended append(Draft draft, Set<ChannelLog> grown) {
    ChannelName copyName = draft.copy();
    List<ChannelName> names =
        copyName == null ? List.of(draft.channel()) : List.of(draft.channel(), copyName);
    return locked(names, held -> append(draft, held, grown));
  }

  private Appended append(Draft draft, List<MemoryLog> held, Set<ChannelLog> grown) {
    long now = clock.millis();
    long time = now;
    Remembered known = null;
    for (MemoryLog log : held) {
      known = known == null ? log.remembered(draft.id(), now) : known;
      time = Math.max(time, log.lastTime());
    }
    if (known != null) {
      return known.isSame(draft)
          ? new Appended.Stored(known.main(), known.time(), true)
          : new Appended.IdTaken();
    }
    Referral referral = draft.refers();
    Message original = null;
    if (referral != null) {
      Held look = new Held(held, now);
      original = Referrals.original(draft, referral, look);
      Why why = Referrals.refusal(draft, referral, original, now, look);
      if (why != null) {
        return new Appended.CannotRefer(why);
      }
    }
    if (!logs.memory().take(held.size() * weight(draft))) {
      return new Appended.Overloaded();
    }
    long offset = held.get(0).nextOffset();
    for (MemoryLog log : held) {
      log.put(draft, original, time, offset);
      grown.add(log);
    }
    return new Appended.Stored(offset, time, false);
  }

  /** Looks into logs that are locked. */
  private record Held(List<MemoryLog> logs, long now) implements Referrals.Look {
    @Override
    public <T> @Nullable T in(ChannelName channel, Referrals.Search<T> search) {
      for (MemoryLog log : logs) {
        if (log.name().equals(channel)) {
          return search.on(log.shelf(now));
        }
      }
      return null;
    }
  }

  /** Looks into the log of a channel. */
  <T> @Nullable T looking(ChannelName channel, long now, Referrals.Search<T> search) {
    return locked(List.of(channel), held -> Optional.ofNullable(search.on(held.get(0).shelf(now))))
        .orElse(null);
  }

  /** What is known under an id in the log of a channel. */
  @Nullable Remembered remembered(ChannelName channel, MessageId id, long now) {
    return locked(List.of(channel), held -> Optional.ofNullable(held.get(0).remembered(id, now)))
        .orElse(null);
  }

  /**
   * Adds what was stored in the file to the log of a channel that is kept in memory. It was asked
   * before whether the id is free; if it was taken since, there is nothing to add.
   *
   * @param original what it refers to, in whichever log; null for most
   * @param time when it was stored; the log may be later already
   * @param main its offset in the log of the draft's channel; 0 if that is this one
   */
  Appended add(
      ChannelName channel,
      Draft draft,
      @Nullable Message original,
      long time,
      long main,
      Set<ChannelLog> grown) {
    return locked(
        List.of(channel),
        held -> {
          MemoryLog log = held.get(0);
          Remembered known = log.remembered(draft.id(), time);
          if (known != null) {
            return new Appended.IdTaken();
          }
          logs.memory().overdraw(weight(draft));
          long offset = log.nextOffset();
          long later = Math.max(time, log.lastTime());
          log.put(draft, original, later, main == 0 ? offset : main);
          grown.add(log);
          return new Appended.Stored(offset, later, false);
        });
  }

  /** As {@link dev.halley.message.Message#weight()}, of the message that it becomes. */
  private static long weight(Draft draft) {
    return 256L + draft.data().size();
  }

  /** Does something with the logs of some channels, in the order given, all locked. */
  private <T> T locked(List<ChannelName> names, Function<List<MemoryLog>, T> work) {
    while (true) {
      List<MemoryLog> found = new ArrayList<>(names.size());
      for (ChannelName name : names) {
        if (logs.of(name) instanceof MemoryLog log) {
          found.add(log);
        }
      }
      List<MemoryLog> inOrder = new ArrayList<>(found);
      if (inOrder.size() > 1) {
        inOrder.sort(Comparator.comparing(MemoryLog::name));
      }
      inOrder.forEach(log -> log.lock().lock());
      try {
        if (found.stream().noneMatch(MemoryLog::isForgotten)) {
          return work.apply(found);
        }
      } finally {
        inOrder.forEach(log -> log.lock().unlock());
      }
    }
  }
}
