package dev.halley.marks;

import dev.halley.auth.Access;
import dev.halley.broker.Broker;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells users what became of marks, on {@code /user/NAME/marks}, and has the one thread for all
 * that nobody waits for. What is told is a hint: beyond so many it is dropped, and whoever asks
 * gets the truth.
 */
final class Teller implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Teller.class.getName());
  private static final int MOST = 10_000;
  private static final int STOP_SECONDS = 3;

  private final Broker broker;
  private final Rules<Access> rules;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "halley-marks");
            made.setDaemon(true);
            return made;
          });

  Teller(Broker broker, Rules<Access> rules) {
    this.broker = broker;
    this.rules = rules;
  }

  /** Tells a user, if the rules know where. Never waits. */
  void tell(UserName user, String json) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      return;
    }
    try {
      thread.execute(
          () -> {
            waiting.decrementAndGet();
            append(user, json);
          });
    } catch (RejectedExecutionException stopped) {
      waiting.decrementAndGet();
    }
  }

  private void append(UserName user, String json) {
    ChannelName channel = ChannelName.parse(user.inbox().value() + "/marks").orElse(null);
    if (channel != null && rules.findOrNull(channel) != null) {
      Draft draft = Draft.to(channel, MessageId.random(), null, Payload.ofJson(json));
      broker.append(draft, outcome -> {});
    }
  }

  /** Does something again and again, on the one thread. */
  void every(long millis, Runnable task) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "What was delivered could not be noted", e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Stops the thread once it has done what it has; waits a few seconds. It may be reading the file,
   * which an interrupt would close for everybody.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
