package dev.halley.embedded;

import dev.halley.broker.*;
import dev.halley.broker.Records.*;
import dev.halley.message.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Quick commit thread. */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
final class Committer implements Runnable {
  record Append(Draft draft, LiveLog log, @Nullable LiveLog copy, Consumer<Appended> then) {}

  record Change(String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then) {}

  final MessageStore store;
  private final EmbeddedBroker broker;
  private final LinkedBlockingQueue<Object> queue;
  final Thread thread;
  private volatile boolean closed;
  private long lastFlush = System.nanoTime();

  Committer(EmbeddedBroker broker, MessageStore store, String name, int max) {
    this.broker = broker;
    this.store = store;
    this.queue = new LinkedBlockingQueue<>(max);
    thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  boolean offer(Object task) {
    return !closed && queue.offer(task);
  }

  void close() {
    closed = true;
    queue.offer(this);
    try {
      thread.join(10000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void run() {
    List<Object> batch = new ArrayList<>();
    while (true) {
      batch.clear();
      try {
        Object one = queue.poll(200, TimeUnit.MILLISECONDS);
        if (one != null) {
          batch.add(one);
          queue.drainTo(batch, 2000);
        }
      } catch (InterruptedException e) {
        return;
      }
      commit(batch);
      if (closed && queue.isEmpty()) {
        try {
          if (store.hasUncommitted()) store.commit();
        } catch (RuntimeException e) {
        }
        return;
      }
    }
  }

  private void commit(List<Object> batch) {
    Set<LiveLog> touched = new LinkedHashSet<>();
    List<Runnable> after = new ArrayList<>();
    boolean force = System.nanoTime() - lastFlush > 1_000_000_000L && store.hasUncommitted();
    try {
      for (Object task : batch) {
        if (task instanceof Append a) {
          Appended out = apply(a, touched);
          after.add(() -> a.then().accept(out));
          force |= a.log().retention.durability() == Retention.Durability.DURABLE;
        } else if (task instanceof Change c) {
          boolean same = Objects.equals(broker.current(c.key()), c.expected());
          if (same) {
            store.putRecord(c.key(), c.next());
            force = true;
          }
          after.add(() -> c.then().accept(same ? Swap.DONE : Swap.CHANGED));
        }
      }
      for (LiveLog log : touched) store.putRow(log.channel, log.row());
      if (force) {
        store.commit();
        lastFlush = System.nanoTime();
      }
    } catch (RuntimeException e) {
      BrokerException cause =
          e instanceof BrokerException b
              ? b
              : new BrokerException("The log cannot be written: " + e, e);
      for (LiveLog log : touched) {
        log.fresh.clear();
        LogRow row = null;
        try {
          row = store.row(log.channel);
        } catch (RuntimeException x) {
        }
        log.set(row == null ? LogRow.empty(log.number) : row);
      }
      for (Object task : batch) {
        if (task instanceof Append a) a.then().accept(new Appended.Failed(cause));
        if (task instanceof Change c) c.then().accept(Swap.FAILED);
      }
      try {
        if (!store.isOpen()) store.reopen();
      } catch (RuntimeException x) {
      }
      return;
    }
    for (LiveLog log : touched) {
      for (Message m : log.fresh) broker.tail.append(log.ring, m);
      log.fresh.clear();
      log.readable = log.last;
      log.readableTime = log.lastTime;
    }
    for (Runnable r : after)
      try {
        r.run();
      } catch (RuntimeException e) {
        e.printStackTrace();
      }
    for (LiveLog log : touched)
      for (var f : log.followers)
        try {
          f.accept(log.channel);
        } catch (RuntimeException e) {
          e.printStackTrace();
        }
  }

  private Appended apply(Append a, Set<LiveLog> touched) {
    Draft d = a.draft();
    long now = broker.clock.millis();
    List<LiveLog> logs = a.copy() == null ? List.of(a.log()) : List.of(a.log(), a.copy());
    for (LiveLog l : logs) {
      l.load();
      if (l.number < 0) {
        l.number = store.number("next-log", 1);
        store.putNumber("next-log", l.number + 1);
      }
      Remembered r = store.remembered(l.number, d.id().value());
      if (r != null && r.time() >= now - 600_000 && l.last - r.offset() < 10_000) {
        return Objects.equals(r.from(), d.from()) && Objects.equals(r.to(), d.to())
            ? new Appended.Stored(r.named(), r.time(), true)
            : new Appended.IdTaken();
      }
    }
    for (LiveLog l : logs) now = Math.max(now, l.lastTime);
    long named = a.log().last + 1;
    for (LiveLog l : logs) {
      l.last++;
      l.lastTime = now;
      Message m = new Message(l.channel, l.last, d.id(), d.from(), d.to(), now, d.data());
      store.put(l.number, m);
      store.remember(
          l.number, d.id().value(), new Remembered(l.last, named, now, d.from(), d.to()));
      l.fresh.add(m);
      touched.add(l);
    }
    return new Appended.Stored(named, now, false);
  }
}
