package dev.halley.transport;

import dev.halley.protocol.Closing;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The WebSockets of one application. So many are let in as requests may be held, on the node and
 * from an address, whether their clients read or not.
 */
public final class OpenSockets {

  private static final int LATER = 5;

  private final SocketLimits limits;
  private final Set<WebSocketConnection> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> ofAddress = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /** None yet. */
  public OpenSockets(SocketLimits limits) {
    this.limits = limits;
  }

  SocketLimits limits() {
    return limits;
  }

  /** Why no more are let in from an address; null if they are. */
  @Nullable Problem full(String address) {
    if (open.size() >= limits.maxSockets()) {
      return Problem.later(Code.OVERLOADED, "this server has as many sockets as it may", LATER);
    }
    return address.isEmpty() || ofAddress.getOrDefault(address, 0) < limits.maxPerAddress()
        ? null
        : Problem.later(Code.RATE_LIMITED, "this address has as many sockets as one may", LATER);
  }

  /**
   * Counts a socket in. It is closed at once if others were quicker and there is no more room, and
   * told if this server stops.
   *
   * @param address as {@link dev.halley.auth.Caller#address()} has it
   */
  void add(WebSocketConnection socket, String address) {
    open.add(socket);
    int here = address.isEmpty() ? 0 : ofAddress.merge(address, 1, Integer::sum);
    if (here > limits.maxPerAddress() || open.size() > limits.maxSockets()) {
      socket.giveUp(new Closing(Closing.Code.TRY_LATER, "there are as many sockets as may be"));
    } else if (draining) {
      socket.drain();
    }
  }

  /** Counts a socket out, once for each that was counted in. */
  void remove(WebSocketConnection socket, String address) {
    if (open.remove(socket) && !address.isEmpty()) {
      ofAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many there are. */
  public int count() {
    return open.size();
  }

  /** Tells all that this server stops, and those who come from now on. */
  public void drain() {
    draining = true;
    open.forEach(WebSocketConnection::drain);
  }

  /** Closes those that are left, whatever they still have to send. */
  public void cut() {
    Closing why = new Closing(Closing.Code.GOING_AWAY, "this server has stopped");
    open.forEach(socket -> socket.giveUp(why));
  }
}
