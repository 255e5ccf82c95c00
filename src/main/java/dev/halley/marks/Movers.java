package dev.halley.marks;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves marks forward. Of those that share a record one change is under way at a time, and all that
 * come meanwhile go together with the next: so however many come at once, none loses the race with
 * the others of this node, and each waits for two commits at most.
 */
final class Movers {

  private static final Logger LOG = System.getLogger(Movers.class.getName());

  /** Each try that fails is another node's that succeeded, on the same record. */
  private static final int TRIES = 10;

  /** How many wait for one record at most. */
  private static final int MOST_WAITING = 1_000;

  private final Records records;
  private final InstantSource clock;
  private final int most;

  /** The records that are under way, and what waits for each. Lists are never changed. */
  private final Map<String, List<Move>> waiting = new ConcurrentHashMap<>();

  /**
   * Nothing is under way.
   *
   * @param most how many marks a sheet takes
   */
  Movers(Records records, InstantSource clock, int most) {
    this.records = records;
    this.clock = clock;
    this.most = most;
  }

  /**
   * A mark that is to be moved.
   *
   * @param moved is run if it was
   */
  record Move(String key, Position to, Runnable moved, Consumer<Marks.Outcome> then) {

    private boolean isBehind(Sheet sheet) {
      return sheet.at(key, to.epoch()) >= to.offset();
    }
  }

  /** Moves a mark of a record, or leaves it where it is if that is further. */
  void move(String record, Move move) {
    List<Move> after = waiting.compute(record, (key, queue) -> queued(queue, move));
    if (after.isEmpty()) {
      write(record, List.of(move), TRIES);
    } else if (!after.contains(move)) {
      move.then().accept(new Marks.Outcome.Failed());
    }
  }

  /** The first one does not wait. */
  private static List<Move> queued(@Nullable List<Move> queue, Move move) {
    if (queue == null || queue.size() >= MOST_WAITING) {
      return queue == null ? List.of() : queue;
    }
    List<Move> longer = new ArrayList<>(queue);
    longer.add(move);
    return longer;
  }

  private void write(String record, List<Move> moves, int tries) {
    Entry before;
    try {
      before = records.get(record);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "A mark cannot be moved: {0}", e.getMessage());
      finish(record, moves, null, null);
      return;
    }
    Sheet old = Sheet.parse(before == null ? null : before.value());
    if (moves.stream().allMatch(move -> move.isBehind(old))) {
      finish(record, moves, old, old);
      return;
    }
    Sheet next = moved(old, moves);
    Entry entry = new Entry(next.text(), clock.millis() + Marks.LIFE.toMillis());
    records.compareAndSet(
        record,
        before,
        entry,
        swap -> {
          if (swap == Swap.CHANGED && tries > 1) {
            write(record, moves, tries - 1);
          } else {
            finish(record, moves, old, swap == Swap.DONE ? next : null);
          }
        });
  }

  private Sheet moved(Sheet old, List<Move> moves) {
    Sheet next = old;
    for (Move move : moves) {
      next = move.isBehind(next) ? next : next.moved(move.key(), move.to(), most);
    }
    return next;
  }

  /**
   * Begins with what came meanwhile and answers.
   *
   * @param after what is written now; null if that failed
   */
  private void finish(
      String record, List<Move> moves, @Nullable Sheet before, @Nullable Sheet after) {
    List<Move> next = new ArrayList<>();
    waiting.computeIfPresent(
        record,
        (key, queue) -> {
          next.addAll(queue);
          return queue.isEmpty() ? null : List.of();
        });
    if (!next.isEmpty()) {
      write(record, next, TRIES);
    }
    for (Move move : moves) {
      if (before == null || after == null) {
        move.then().accept(new Marks.Outcome.Failed());
      } else {
        if (!move.isBehind(before)) {
          move.moved().run();
        }
        long at = Math.max(move.to().offset(), after.at(move.key(), move.to().epoch()));
        move.then().accept(new Marks.Outcome.At(at));
      }
    }
  }
}
