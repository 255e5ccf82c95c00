package dev.halley.embedded;

import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Broker.Reach;
import dev.halley.broker.BrokerBench;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads all logs as they grow and tells the ledger what it is shown. */
final class Onlooker implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final Ledger ledger;
  private final FaultyDisk disk;
  private final Map<ChannelName, Position> positions = new HashMap<>();
  private final List<Follow> follows = new ArrayList<>();
  private final Semaphore grown = new Semaphore(0);
  private final CompletableFuture<Long> outcome = new CompletableFuture<>();
  private volatile boolean ended;
  private volatile long rounds;

  Onlooker(EmbeddedBroker broker, Ledger ledger, FaultyDisk disk) {
    this.broker = broker;
    this.ledger = ledger;
    this.disk = disk;
    for (ChannelName log : Ledger.LOGS) {
      positions.put(log, new Position(BrokerBench.extent(broker, log).epoch(), 0));
      follows.add(broker.follow(log, (channel, byPublisher) -> grown.release()));
    }
    new Thread(this::run, "onlooker").start();
  }

  /** How often it has read all logs. */
  long rounds() {
    return rounds;
  }

  private void run() {
    try {
      long count = 0;
      while (!ended) {
        for (ChannelName log : Ledger.LOGS) {
          look(log, count % 2 == 0 ? Reach.STORE : Reach.MEMORY);
        }
        rounds = ++count;
        // Also when nothing grows: what was shown must stay so.
        if (grown.tryAcquire(2, TimeUnit.MILLISECONDS)) {
          grown.drainPermits();
        }
      }
      outcome.complete(count);
    } catch (BrokerException e) {
      // Without power nobody can read.
      if (disk.isCut()) {
        outcome.complete(rounds);
      } else {
        outcome.completeExceptionally(e);
      }
    } catch (Throwable e) {
      outcome.completeExceptionally(e);
    }
  }

  private void look(ChannelName log, Reach reach) {
    Position position = positions.getOrDefault(log, new Position(0, 0));
    Slice slice = broker.read(log, position, BrokerBench.ALL, reach);
    if (slice instanceof Slice.Messages found) {
      found.messages().forEach(ledger::shown);
      positions.put(log, found.end());
    } else if (slice instanceof Slice.Gap gap && log.equals(BrokerBench.SHORT)) {
      positions.put(log, gap.resume());
    } else if (!(slice instanceof Slice.Cold && reach == Reach.MEMORY)) {
      throw new AssertionError("expected what follows " + position + " of " + log + "; " + slice);
    }
  }

  /** Asserts that so far it could always read, and was shown nothing that it should not. */
  void isWell() {
    if (outcome.isCompletedExceptionally()) {
      BrokerBench.get(outcome);
    }
  }

  @Override
  public void close() {
    ended = true;
    follows.forEach(Follow::close);
    BrokerBench.get(outcome);
  }
}
