package dev.halley.proxies;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads a channel on a thread of its own until it is closed, whatever happens to the path. */
final class Reader implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  private final Carrier carrier;
  private final Reading reading;
  private final AtomicInteger breaks = new AtomicInteger();
  private final AtomicReference<@Nullable RefusedException> refusal = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "reader");

  private Reader(Carrier carrier, Reading reading) {
    this.carrier = carrier;
    this.reading = reading;
  }

  static Reader start(Carrier carrier, Reading reading) {
    Reader reader = new Reader(carrier, reading);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  Reading reading() {
    return reading;
  }

  void forgetBreaks() {
    breaks.set(0);
  }

  /** How often the path has failed it. */
  int breaks() {
    return breaks.get();
  }

  /** Why it has given up; null while it goes on. */
  @Nullable RefusedException refusal() {
    return refusal.get();
  }

  private void run() {
    try {
      while (closed.getCount() > 0 && refusal.get() == null) {
        carry();
      }
    } catch (InterruptedException e) {
      // It was closed.
      Thread.currentThread().interrupt();
    }
  }

  private void carry() throws InterruptedException {
    try {
      carrier.carry(reading);
    } catch (RefusedException e) {
      if (e.isPassing()) {
        pause();
      } else {
        refusal.set(e);
      }
    } catch (IOException e) {
      pause();
    }
  }

  private void pause() throws InterruptedException {
    breaks.incrementAndGet();
    closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
