package dev.halley.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The orders that wait for the commit thread. There is a bound to how many messages and records
 * these are, and to what they weigh together with those that are under way.
 */
final class Orders {

  private static final System.Logger LOG = System.getLogger(Orders.class.getName());

  private final BlockingQueue<Order> queue = new LinkedBlockingQueue<>();
  private final Budget places;
  private final Budget bytes;
  private volatile boolean closing;
  private volatile boolean ended;

  /**
   * @param most how many messages and records may wait
   * @param mostBytes what they may weigh, and those with them that are under way
   */
  Orders(int most, long mostBytes) {
    places = new Budget(most);
    bytes = new Budget(mostBytes);
  }

  /** Takes an order; false if there are too many or it is too late. */
  boolean offer(Order order) {
    if (closing || !places.take(order.size())) {
      return false;
    }
    if (!bytes.take(order.weight())) {
      places.giveBack(order.size());
      return false;
    }
    boolean taken = queue.offer(order);
    if (taken && ended) {
      // The thread may have looked for the last time before this came; or it has refused it.
      taken = !queue.remove(order);
    }
    if (!taken) {
      places.giveBack(order.size());
      done(order);
    }
    return taken;
  }

  /** Makes the commit thread look up. */
  void wake() {
    queue.add(new Order.Wake());
  }

  /** Takes note that an order is no longer under way. */
  void done(Order order) {
    bytes.giveBack(order.weight());
  }

  /** All that wait, once there are some; none if none comes in time. */
  List<Order> gather(long nanos) {
    List<Order> orders = new ArrayList<>();
    try {
      Order first = queue.poll(nanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        orders.add(first);
        queue.drainTo(orders);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.WARNING, "the commit thread was interrupted; it goes on");
    }
    orders.forEach(order -> places.giveBack(order.size()));
    return orders;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Takes no more. */
  void close() {
    closing = true;
    wake();
  }

  /** Whether nothing is taken any more. */
  boolean isClosing() {
    return closing || ended;
  }

  /** What waits when nobody will come for it any more. */
  List<Order> end() {
    ended = true;
    return gather(0);
  }
}
