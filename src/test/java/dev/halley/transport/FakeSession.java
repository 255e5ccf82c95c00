package dev.halley.transport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of a container that is as strict as the strictest: two sends at once, or one after
 * the close, are remembered as {@link #violations violations}.
 */
final class FakeSession {

  /** What was done that must not be, in words. */
  final List<String> violations = new CopyOnWriteArrayList<>();

  /** What was sent, a ping as {@code PING}. */
  final List<String> sent = Collections.synchronizedList(new ArrayList<>());

  final List<Integer> closes = new CopyOnWriteArrayList<>();

  /** Whether a send is done within its call. */
  volatile boolean quick = true;

  /** Whether nothing can be sent any more. */
  volatile boolean broken;

  private final AtomicReference<@Nullable SendHandler> under = new AtomicReference<>();
  private final AtomicInteger inside = new AtomicInteger();

  Session session() {
    RemoteEndpoint.Async remote = fake(RemoteEndpoint.Async.class, this::remote);
    return fake(
        Session.class,
        (name, arguments) ->
            switch (name) {
              case "getAsyncRemote" -> remote;
              case "setMaxIdleTimeout" -> null;
              case "close" -> close((CloseReason) arguments[0]);
              default -> throw new AssertionError("unexpected session." + name);
            });
  }

  private @Nullable Object close(CloseReason why) {
    closes.add(why.getCloseCode().getCode());
    return null;
  }

  private @Nullable Object remote(String name, Object[] arguments) throws IOException {
    switch (name) {
      case "sendText" -> send((String) arguments[0], (SendHandler) arguments[1]);
      case "sendPing" -> send("PING", null);
      default -> throw new AssertionError("unexpected remote." + name);
    }
    return null;
  }

  private void send(String text, @Nullable SendHandler then) throws IOException {
    if (inside.incrementAndGet() > 1 || under.get() != null) {
      violations.add(text + " while something was under way");
    }
    if (!closes.isEmpty()) {
      violations.add(text + " after the close");
    }
    if (broken) {
      inside.decrementAndGet();
      throw new IOException("broken");
    }
    sent.add(text);
    boolean now = quick;
    if (!now && then != null) {
      under.set(then);
    }
    inside.decrementAndGet();
    if (now && then != null) {
      then.onResult(new SendResult());
    }
  }

  /** What is under way is done. */
  void done() {
    Objects.requireNonNull(under.getAndSet(null)).onResult(new SendResult());
  }

  /** What is under way has failed. */
  void fails() {
    Objects.requireNonNull(under.getAndSet(null)).onResult(new SendResult(new IOException("cut")));
  }

  boolean isSending() {
    return under.get() != null;
  }

  /** A call of the fake. */
  private interface Call {
    @Nullable Object of(String name, Object[] arguments) throws Throwable;
  }

  private static <T> T fake(Class<T> type, Call call) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            call.of(method.getName(), arguments == null ? new Object[0] : arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
