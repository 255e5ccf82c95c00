package dev.halley.proxies;

import dev.halley.browser.Relay;
import dev.halley.containers.ServerProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A server behind a proxy, with a path between the two that can be cut.
 *
 * @param relay between the proxy and the server
 * @param people two who talk with each other
 */
record Site(ProxyKind kind, Relay relay, ProxyProcess proxy, List<Guest> people)
    implements AutoCloseable {

  static Site start(ProxyKind kind, ServerProcess server) {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      Relay relay = new Relay(server.port());
      open.push(relay);
      ProxyProcess proxy = ProxyProcess.start(kind, relay.port());
      open.push(proxy);
      String name = kind.name().toLowerCase(Locale.ROOT);
      return new Site(
          kind,
          relay,
          proxy,
          List.of(
              Guest.enter(proxy.route(), "a-" + name), Guest.enter(proxy.route(), "b-" + name)));
    } catch (RuntimeException | Error e) {
      open.forEach(Site::close);
      throw e;
    }
  }

  Route route() {
    return proxy.route();
  }

  /** A room that belongs to this proxy and nothing else. */
  String room(String purpose) {
    return "/room/" + kind.name().toLowerCase(Locale.ROOT) + "-" + purpose;
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new AssertionError("cannot be closed: " + each, e);
    }
  }

  @Override
  public void close() {
    close(proxy);
    close(relay);
  }
}
