package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Opening;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer to one request and completes it, without ever waiting (Jakarta Servlet 6.0,
 * sections 2.3.3.3 and 5.7). Beside {@link HttpStream}, which it gives its turns to, no other class
 * knows {@code isReady}, {@code flush} and {@code complete}.
 *
 * <p>The algorithm: whatever happens (an answer, its release, a call of the container) leaves a
 * note in a field and calls {@link #go}. There {@link #turns} counts who came; whoever raises it
 * from 0 has the turn and looks at the notes until nobody has come meanwhile, the others go home.
 * So one thread at a time touches the container's objects, no note is missed, and nobody waits. In
 * a turn it writes, and completes, only after {@code isReady} said true in that turn; when it says
 * false the container calls {@link #onWritePossible} later, which takes the next turn.
 *
 * <p>A whole answer is one {@code write} of exactly the {@code Content-Length} that was set, with
 * no {@code flush}: the container sees that it is the last and sends it with the header in one
 * piece.
 *
 * <p>Why a request is completed once and never touched after: only a turn completes it, and in the
 * same turn forgets it ({@link #wire} becomes null). The container may use its objects for another
 * client's request from then on. Some callers cannot leave a note and go home. When the container's
 * {@code onTimeout}, {@code onError} or {@code onComplete} returns, the container goes on and takes
 * its objects back, so nobody may be in a turn then; and {@code onTimeout} must have completed, on
 * Jetty nobody else may. They {@linkplain #insist wait for the turn}, which no thread keeps for
 * longer than a write into a buffer.
 */
final class AsyncWriter implements WriteListener, AsyncListener {

  private static final Logger LOG = System.getLogger(AsyncWriter.class.getName());

  /** How long {@link #insist} waits for a turn that should be over in a moment. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final boolean head;
  private final boolean http1;
  private final Wires wires;
  private final AtomicInteger turns = new AtomicInteger();

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
  private @Nullable Wire wire;
  private boolean written;

  /** The container's objects. */
  private record Wire(
      AsyncContext context, HttpServletResponse response, ServletOutputStream output) {}

  private AsyncWriter(Wire wire, boolean head, boolean http1, Wires wires) {
    this.wire = wire;
    this.head = head;
    this.http1 = http1;
    this.wires = wires;
  }

  /**
   * Takes a request out of the hands of the thread that brought it.
   *
   * @param net after which time the container is to give the request up
   * @throws IllegalStateException if the request, or a filter before this servlet, does not support
   *     that
   */
  static AsyncWriter open(
      HttpServletRequest request, HttpServletResponse response, Duration net, Wires wires)
      throws IOException {
    ServletOutputStream output = response.getOutputStream();
    AsyncContext context = request.startAsync();
    boolean head = request.getMethod().equals("HEAD");
    boolean http1 = request.getProtocol().startsWith("HTTP/1");
    AsyncWriter writer = new AsyncWriter(new Wire(context, response, output), head, http1, wires);
    context.setTimeout(net.toMillis());
    context.addListener(writer);
    wires.opened();
    output.setWriteListener(writer);
    return writer;
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
  HttpStream stream(Opening opening, ScheduledExecutorService timer) {
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
    Wire here = wire;
    if (here == null) {
      return;
    }
    if (completed) {
      wire = null;
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

  private void write(Wire here) throws IOException {
    // Asked first: what was handed over before the release must go out before the completion.
    boolean last = released;
    Answer next = answer.get();
    if (next == null) {
      return;
    }
    if (!written) {
      if (!here.output.isReady()) {
        return;
      }
      written = true;
      send(here, next);
    }
    HttpStream pouring = stream;
    boolean out = pouring == null ? here.output.isReady() : pouring.pour(here.output);
    if (last && out) {
      complete(here);
    }
  }

  private void send(Wire here, Answer next) throws IOException {
    HttpServletResponse response = here.response;
    response.setStatus(next.status());
    next.headers().forEach(response::setHeader);
    if (http1 && wires.isClosing()) {
      response.setHeader("Connection", "close");
    }
    int size = next.body().size();
    if (stream == null && next.status() != HttpServletResponse.SC_NO_CONTENT) {
      response.setContentLength(size);
    }
    if (size > 0 || stream != null) {
      response.setContentType(next.contentType());
      if (!head && size > 0) {
        here.output.write(next.body().bytes());
      }
    }
  }

  /**
   * Ends a request that will have no answer, in the way that is least wrong for who still waits.
   */
  private void giveUp(Wire here) {
    if (!written && !here.response.isCommitted()) {
      here.response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      here.response.setContentLength(0);
    }
    complete(here);
  }

  private void abandon(Wire here) {
    complete(here);
    over = true;
    tell();
  }

  private void complete(Wire here) {
    HttpStream ending = stream;
    if (ending != null) {
      ending.stopBeating();
    }
    try {
      here.context.complete();
      wire = null;
    } catch (RuntimeException e) {
      // It is complete already, or the container is about to call onTimeout and lets nobody else
      // do it. In either case one of its calls is on the way.
      LOG.log(Level.DEBUG, "The container completes a request by itself", e);
      over = true;
    }
  }

  @Override
  public void onWritePossible() {
    go();
  }

  /** A write of the container's own failed. */
  @Override
  public void onError(Throwable failure) {
    leave();
  }

  @Override
  public void onError(AsyncEvent event) {
    leave();
  }

  private void leave() {
    over = true;
    insist();
    tell();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    leave();
  }

  /** May come within {@code complete()}, on the thread that has the turn. */
  @Override
  public void onComplete(AsyncEvent event) {
    if (!completed) {
      completed = true;
      wires.closed();
    }
    leave();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody starts it again.
  }
}
