package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Opening;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer to one request and completes it, without waiting for the client, but in the one
 * case that {@link Wires} bounds (Jakarta Servlet 6.0, sections 2.3.3.3 and 5.7). Beside {@link
 * HttpStream}, which it gives its turns to, no other class decides when to write, flush and
 * complete.
 *
 * <p>The algorithm: whatever happens (an answer, its release, a call of the container) leaves a
 * note in a field and calls {@link #go}. There {@link #turns} counts who came; whoever raises it
 * from 0 has the turn and looks at the notes until nobody has come meanwhile, the others go home.
 * So one thread at a time touches the container's objects, no note is missed, and nobody waits. In
 * a turn it writes, and completes, only after {@code isReady} said true in that turn; when it says
 * false the container calls {@link #onWritePossible} later, which takes the next turn.
 *
 * <p>Until the thread that brought the request {@linkplain #leave leaves}, the turn is its own. If
 * the whole answer is there by then, that thread writes it, and the request never becomes
 * asynchronous; else it does now.
 *
 * <p>A whole answer is one {@code write} of exactly the {@code Content-Length} that was set, with
 * no {@code flush}: the container sees that it is the last and sends it with the header in one
 * piece.
 *
 * <p>Why a request is completed once and never touched after: only a turn completes it, and in the
 * same turn forgets it ({@link #exchange} becomes null). The container may use its objects for
 * another client's request from then on. Some callers cannot leave a note and go home. When the
 * container's {@code onTimeout}, {@code onError} or {@code onComplete} returns, the container goes
 * on and takes its objects back, so nobody may be in a turn then; and {@code onTimeout} must have
 * completed, on Jetty nobody else may. They {@linkplain #insist wait for the turn}, which no thread
 * keeps for longer than a write into a buffer.
 */
final class AsyncWriter implements WriteListener, AsyncListener {

  private static final Logger LOG = System.getLogger(AsyncWriter.class.getName());

  /** How long {@link #insist} waits for a turn that should be over in a moment. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final Duration net;
  private final ScheduledExecutorService timer;
  private final Wires wires;

  /** The first is that of the thread that brought the request. */
  private final AtomicInteger turns = new AtomicInteger(1);

  /** Who has the turn, as far as they can ask about themselves. */
  private volatile @Nullable Thread turner;

  // The notes.
  private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> gone = new AtomicReference<>();
  private volatile @Nullable HttpStream stream;
  private volatile boolean released;

  /** The client or the container has given the request up: there is nothing left to wait for. */
  private volatile boolean over;

  /** The container has taken the request back. */
  private volatile boolean completed;

  // What follows belongs to whoever has the turn; the counter hands it over.
  private @Nullable Exchange exchange;
  private boolean written;
  private @Nullable Future<?> limit;

  /**
   * Of a request that has come in. The calling thread must {@linkplain #leave leave}.
   *
   * @param exchange of a request that supports asynchronous handling
   * @param net how long a request may go on that nobody else ends, and how long its client may take
   *     to read the end of its answer
   */
  AsyncWriter(Exchange exchange, Duration net, ScheduledExecutorService timer, Wires wires) {
    this.exchange = exchange;
    this.net = net;
    this.timer = timer;
    this.wires = wires;
    wires.opened();
  }

  /**
   * The thread that brought the request is done with it: writes the answer if all of it is there,
   * or else has the request go on without a thread.
   */
  void leave() throws IOException {
    Exchange here = exchange;
    if (here == null || here.isDetached()) {
      return;
    }
    Answer whole = released && stream == null ? answer.get() : null;
    if (whole == null || !wires.mayWrite(whole)) {
      detach();
      return;
    }
    exchange = null;
    try {
      here.write(whole, false, wires.isClosing());
      here.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A client left before its answer was written", e);
    } finally {
      over = true;
      wires.written();
      wires.closed();
    }
  }

  /**
   * Has the request go on without a thread, as {@link #leave} does, but in any case. What the
   * calling thread does afterwards it does as any other.
   */
  void detach() throws IOException {
    boolean detached = false;
    try {
      // Who asked to hear of the end ends it in time, with one timer for all.
      Objects.requireNonNull(exchange).detach(this, gone.get() == null ? net.toMillis() : 0);
      detached = true;
    } finally {
      if (!detached) {
        completed = true;
        over = true;
        wires.closed();
        tell();
      }
      takeTurns();
    }
  }

  /** Whether an answer would be taken. */
  boolean ready() {
    return answer.get() == null && !over;
  }

  /** Writes the answer as soon as the wire takes it. A second one is ignored. */
  void answer(Answer next) {
    if (answer.compareAndSet(null, next)) {
      wires.answered(next);
      go();
    }
  }

  /** Begins an answer that goes on. After another answer it does nothing. */
  HttpStream stream(Opening opening) {
    HttpStream begun = new HttpStream(this, opening);
    if (answer.get() == null) {
      stream = begun;
      answer.set(opening.head());
      begun.begin(timer);
      go();
    }
    return begun;
  }

  /** Whether nothing more can be written. */
  boolean isOver() {
    return over;
  }

  /** Completes the response as soon as the answer is written; at once if there is none. */
  void release() {
    released = true;
    go();
  }

  /** Has this called, once, if the request is given up before there is a whole answer. */
  void whenGone(Runnable call) {
    gone.set(call);
    if (over) {
      tell();
    }
  }

  private void tell() {
    boolean answered = answer.get() != null && stream == null;
    Runnable call = answered ? null : gone.getAndSet(null);
    if (call != null) {
      call.run();
    }
  }

  /** Takes a turn, or has whoever has it look once more. */
  void go() {
    if (turns.getAndIncrement() == 0) {
      takeTurns();
    }
  }

  private void takeTurns() {
    int came = 1;
    while (came != 0) {
      turner = Thread.currentThread();
      turn();
      turner = null;
      came = turns.addAndGet(-came);
    }
  }

  /** As {@link #go}, but with a turn of its own before it returns. */
  private void insist() {
    if (turner == Thread.currentThread()) {
      // Called by the container within this very turn, which will look at the notes.
      return;
    }
    long start = System.nanoTime();
    while (!turns.compareAndSet(0, 1)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        LOG.log(Level.WARNING, "A request that is over is left to the container");
        return;
      }
      Thread.onSpinWait();
    }
    takeTurns();
  }

  private void turn() {
    Exchange here = exchange;
    if (here == null) {
      return;
    }
    if (completed) {
      forget();
      return;
    }
    try {
      if (over || (released && answer.get() == null)) {
        giveUp(here);
      } else {
        write(here);
      }
    } catch (IOException | IllegalStateException e) {
      // The client has left. Not every container tells that to the listeners too, and Jetty has
      // another exception for who comes while it ends a request.
      LOG.log(Level.DEBUG, "A client left before its answer was written", e);
      abandon(here);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "An answer could not be written: {0}", e.toString());
      abandon(here);
    }
  }

  private void write(Exchange here) throws IOException {
    // Asked first: what was handed over before the release must go out before the completion.
    boolean last = released;
    Answer next = answer.get();
    if (next == null) {
      return;
    }
    HttpStream pouring = stream;
    if (!written && here.isReady()) {
      written = true;
      here.write(next, pouring != null, wires.isClosing());
    }
    boolean out = written && (pouring == null ? here.isReady() : pouring.pour(here.output()));
    if (last && out) {
      complete(here);
    } else if (last) {
      limit();
    }
  }

  /** All is said, and the client does not take it: it has so long. */
  private void limit() {
    if (limit != null) {
      return;
    }
    try {
      limit = timer.schedule(this::waitNoLonger, net.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "An answer that is not taken is left to the container, which stops");
    }
  }

  private void waitNoLonger() {
    over = true;
    go();
    tell();
  }

  /**
   * Ends a request that will have no answer, in the way that is least wrong for who still waits.
   */
  private void giveUp(Exchange here) {
    if (!written) {
      here.refuse();
    }
    complete(here);
  }

  private void abandon(Exchange here) {
    complete(here);
    over = true;
    tell();
  }

  private void complete(Exchange here) {
    HttpStream ending = stream;
    if (ending != null) {
      ending.stopBeating();
    }
    try {
      here.complete();
      forget();
    } catch (RuntimeException e) {
      // It is complete already, or the container is about to call onTimeout and lets nobody else
      // do it. In either case one of its calls is on the way.
      LOG.log(Level.DEBUG, "The container completes a request by itself", e);
      over = true;
    }
  }

  private void forget() {
    exchange = null;
    if (limit != null) {
      limit.cancel(false);
    }
  }

  @Override
  public void onWritePossible() {
    go();
  }

  /** A write of the container's own failed. */
  @Override
  public void onError(Throwable failure) {
    gaveUp();
  }

  @Override
  public void onError(AsyncEvent event) {
    gaveUp();
  }

  private void gaveUp() {
    over = true;
    insist();
    tell();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gaveUp();
  }

  /** May come within {@code complete()}, on the thread that has the turn. */
  @Override
  public void onComplete(AsyncEvent event) {
    if (!completed) {
      completed = true;
      wires.closed();
    }
    gaveUp();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody starts it again.
  }
}
