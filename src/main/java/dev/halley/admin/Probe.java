package dev.halley.admin;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Stream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that the doctor keeps open: silent until its end, or told something at intervals. */
final class Probe {

  /** Longer than any probe lasts: it must stay as silent as it says. */
  private static final Duration NO_BEAT = Duration.ofHours(1);

  private final Connection connection;

  /** What a silent one is answered with; null for one that drips. */
  private final @Nullable Answer answer;

  private final long everyMillis;
  private final int drops;
  private final boolean events;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Future<?> ticking;
  private volatile Runnable then = () -> {};

  /** Written before the first tick, which one thread runs after another. */
  private volatile @Nullable Stream stream;

  private int dropped;

  private Probe(
      Connection connection, @Nullable Answer answer, long everyMillis, int drops, boolean events) {
    this.connection = connection;
    this.answer = answer;
    this.everyMillis = everyMillis;
    this.drops = drops;
    this.events = events;
  }

  /** One that says nothing for so many seconds and is answered then. */
  static Probe silent(Connection connection, Answer answer, int seconds) {
    return new Probe(connection, answer, seconds * 1000L, 1, false);
  }

  /** One that gets so many lines, one after another. */
  static Probe dripping(Connection connection, int drops, boolean events) {
    return new Probe(connection, null, DoctorProtocol.DROP_MILLIS, drops, events);
  }

  /**
   * Begins.
   *
   * @param whenOver called once, when it is over
   */
  void begin(ScheduledExecutorService timer, Runnable whenOver) {
    then = whenOver;
    connection.whenGone(this::end);
    if (answer == null) {
      String type = events ? "text/event-stream" : "application/x-ndjson";
      Answer head = new Answer(200, type, Map.of(), line());
      stream = connection.stream(new Opening(head, Frame.EMPTY, NO_BEAT, () -> {}));
    }
    try {
      ticking =
          timer.scheduleAtFixedRate(this::tick, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      end();
    }
    if (over.get()) {
      stop();
    }
  }

  private void tick() {
    Stream open = stream;
    if (over.get()) {
      stop();
    } else if (open == null || dropped == drops) {
      end();
    } else {
      open.send(line());
      if (dropped == drops) {
        end();
      }
    }
  }

  private Frame line() {
    dropped++;
    return Frame.of(events ? "data: " + dropped + "\n\n" : dropped + "\n");
  }

  private void end() {
    end(answer);
  }

  /** Ends it before its time, or refuses to begin it. Harmless when it is over. */
  void end(Problem problem) {
    end(problem.answer());
  }

  private void end(@Nullable Answer last) {
    if (over.compareAndSet(false, true)) {
      stop();
      Stream open = stream;
      if (open != null) {
        open.release();
      } else {
        if (last != null) {
          connection.answer(last);
        }
        connection.release();
      }
      then.run();
    }
  }

  private void stop() {
    Future<?> future = ticking;
    if (future != null) {
      future.cancel(false);
    }
  }
}
