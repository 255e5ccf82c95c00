package dev.halley.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.auth.ProxyList;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One request of a container that is as strict as the strictest: what the Servlet API forbids, and
 * what two threads do at once, is remembered as a {@link #violations violation}, because the code
 * under test may swallow an exception.
 */
final class FakeExchange {

  /** What was done that must not be, in words. */
  final List<String> violations = new CopyOnWriteArrayList<>();

  final Map<String, String> headers = new ConcurrentHashMap<>();
  final AtomicInteger completions = new AtomicInteger();
  final Output output = new Output();

  /** Whether a write goes through at once. */
  volatile boolean writable = true;

  /** What a write throws, or null. */
  volatile @Nullable IOException writeFailure;

  /** Whether {@code complete()} is the container's own at this moment, as Jetty's on a time-out. */
  volatile boolean keepsCompletion;

  // What the request says.
  final Map<String, String> requestHeaders = new ConcurrentHashMap<>();
  volatile @Nullable String path = "/poll";
  volatile @Nullable String query;
  volatile long requestLength = -1;
  volatile boolean asyncSupported = true;
  volatile String protocol = "HTTP/1.1";

  volatile int status = 200;
  volatile int contentLength = -1;
  volatile boolean callsOnComplete = true;

  /** The container has taken its objects back: whoever touches them touches another's request. */
  private volatile boolean recycled;

  private volatile @Nullable AsyncListener listener;
  private volatile @Nullable WriteListener writeListener;

  private static final Entrance ENTRANCE =
      new Entrance(
          ProxyList.parse("none"),
          Origins.parse("none"),
          new SafeHeaders(ProxyList.parse("none"), Origins.NOBODY, Duration.ZERO),
          null);

  /** How long nobody has to wait for what does not come. */
  static final Duration NET = Duration.ofSeconds(85);

  /** The body, or what has come of it. */
  volatile ServletInputStream input = new FakeInput("");

  /** What is to be done later. */
  final ScheduledThreadPoolExecutor timer;

  /** After how many milliseconds the container gives the request up; 0 for never. */
  volatile long timeout = -1;

  private final String method;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile @Nullable Thread owner;

  FakeExchange(String method) {
    this(method, new ScheduledThreadPoolExecutor(1, FakeExchange::thread));
  }

  FakeExchange(String method, ScheduledThreadPoolExecutor timer) {
    this.method = method;
    this.timer = timer;
  }

  /** One that ends with the tests. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether the request has become asynchronous. */
  boolean isDetached() {
    return writeListener != null;
  }

  /** A writer whose request has just come in, on the thread that brought it. */
  AsyncWriter enter(Wires wires) {
    return new AsyncWriter(new Exchange(ENTRANCE, request(), response()), NET, timer, wires);
  }

  /** A writer that the thread which brought its request has left. */
  AsyncWriter open(Wires wires) {
    try {
      AsyncWriter writer = enter(wires);
      writer.leave();
      return writer;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The event that a listener is told with. */
  AsyncEvent event() {
    return new AsyncEvent(context());
  }

  /** Lets the wire take bytes again, and says so as a container does. */
  void becomesWritable() throws IOException {
    writable = true;
    Objects.requireNonNull(writeListener).onWritePossible();
  }

  /** Ends the request because of an error, as a container does on a thread of its own. */
  void fails(IOException why) throws IOException {
    AsyncListener told = Objects.requireNonNull(listener);
    told.onError(new AsyncEvent(context(), why));
    if (completions.get() == 0) {
      told.onComplete(event());
    }
    recycled = true;
  }

  /** Lets so many writes through, and says so as a container does. */
  void takes(int writes) throws IOException {
    output.room.set(writes);
    Objects.requireNonNull(writeListener).onWritePossible();
  }

  String body() {
    return output.written.toString(UTF_8);
  }

  HttpServletRequest request() {
    return fake(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> method;
              case "getProtocol" -> protocol;
              case "getServletPath" -> "/v1";
              case "getPathInfo" -> path;
              case "getQueryString" -> query;
              case "getRemoteAddr" -> "127.0.0.1";
              case "getContentLengthLong" -> requestLength;
              case "getHeader" -> requestHeaders.get((String) arguments[0]);
              case "getHeaders" -> headerValues((String) arguments[0]);
              case "isAsyncSupported" -> asyncSupported;
              case "getServletContext" -> servletContext();
              case "startAsync" -> context();
              case "getInputStream" -> input;
              default -> throw new AssertionError("unexpected request." + name);
            });
  }

  private Enumeration<String> headerValues(String header) {
    String value = requestHeaders.get(header);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  private static ServletContext servletContext() {
    return fake(
        ServletContext.class,
        (name, arguments) ->
            switch (name) {
              case "getFilterRegistrations" -> Map.of();
              default -> throw new AssertionError("unexpected servletContext." + name);
            });
  }

  private AsyncContext context() {
    return fake(
        AsyncContext.class,
        (name, arguments) -> {
          switch (name) {
            case "addListener" -> listener = (AsyncListener) arguments[0];
            case "complete" -> complete();
            case "setTimeout" -> timeout = (long) arguments[0];
            case "getRequest", "getResponse" -> {}
            default -> throw new AssertionError("unexpected context." + name);
          }
          return null;
        });
  }

  HttpServletResponse response() {
    return fake(
        HttpServletResponse.class,
        (name, arguments) -> {
          if (completions.get() > 0) {
            violations.add(name + " after complete");
          }
          switch (name) {
            case "getOutputStream" -> {
              return output;
            }
            case "isCommitted" -> {
              return output.written.size() > 0;
            }
            case "setStatus" -> status = (int) arguments[0];
            case "setContentLength" -> contentLength = (int) arguments[0];
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            default -> throw new AssertionError("unexpected response." + name);
          }
          return null;
        });
  }

  private void complete() throws IOException {
    if (keepsCompletion) {
      throw new IllegalStateException("EXPIRING");
    }
    enter("complete");
    if (!output.ready && !output.failed && !output.mayCompleteUnready) {
      violations.add("complete without isReady");
    }
    if (completions.incrementAndGet() > 1) {
      violations.add("complete twice");
    }
    leave();
    if (callsOnComplete) {
      Objects.requireNonNull(listener).onComplete(event());
    }
  }

  private void enter(String what) {
    if (recycled) {
      violations.add(what + " on another's request");
    }
    if (inside.incrementAndGet() > 1) {
      violations.add(what + " while another thread is inside, " + owner);
    }
    owner = Thread.currentThread();
    Thread.onSpinWait();
  }

  private void leave() {
    inside.decrementAndGet();
  }

  /** An output stream that insists on {@code isReady} before each write. */
  final class Output extends ServletOutputStream {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final AtomicInteger writes = new AtomicInteger();
    volatile boolean ready;
    volatile boolean failed;

    final AtomicInteger flushes = new AtomicInteger();

    /** How many of the bytes written were sent on by a flush. */
    volatile int flushed;

    /** How many writes the wire takes until it is full. */
    final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);

    /** Set by a test that gives the request up while the wire takes nothing. */
    volatile boolean mayCompleteUnready;

    @Override
    public boolean isReady() {
      enter("isReady");
      if (completions.get() > 0) {
        violations.add("isReady after complete");
      }
      ready = writable && room.get() > 0;
      leave();
      return ready;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      enter("write");
      writes.incrementAndGet();
      room.decrementAndGet();
      if (completions.get() > 0) {
        violations.add("write after complete");
      }
      if (!ready && isDetached()) {
        violations.add("write without isReady");
      }
      ready = false;
      leave();
      IOException failure = writeFailure;
      if (failure != null) {
        failed = true;
        throw failure;
      }
      written.write(bytes, from, length);
    }

    @Override
    public void write(int b) {
      violations.add("a write byte by byte");
    }

    @Override
    public void flush() throws IOException {
      enter("flush");
      flushes.incrementAndGet();
      if (completions.get() > 0) {
        violations.add("flush after complete");
      }
      if (!ready) {
        violations.add("flush without isReady");
      }
      ready = false;
      leave();
      IOException failure = writeFailure;
      if (failure != null) {
        failed = true;
        throw failure;
      }
      flushed = written.size();
    }

    @Override
    public void close() {
      if (isDetached()) {
        violations.add("close");
      }
    }

    @Override
    public void setWriteListener(WriteListener given) {
      writeListener = given;
    }
  }

  /** Answers a call by the method's name. */
  interface Script {
    @Nullable Object call(String name, Object[] arguments) throws IOException;
  }

  static <T> T fake(Class<T> type, Script script) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "toString" -> "fake " + type.getSimpleName();
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> script.call(method.getName(), arguments);
                }));
  }
}
