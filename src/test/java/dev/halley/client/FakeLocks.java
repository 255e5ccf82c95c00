package dev.halley.client;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Web Locks of {@link FakeTabs}. */
final class FakeLocks {
  /** A tab that has a lock or waits for it. */
  private record Wish(FakeTab tab, int id) {}

  private final FakeTabs browser;

  /** By name; the first one has it. */
  private final Map<String, List<Wish>> queues = new LinkedHashMap<>();

  FakeLocks(FakeTabs browser) {
    this.browser = browser;
  }

  void act(FakeTab tab, JsonArray effect) {
    Wish wish = new Wish(tab, effect.get(1).getAsInt());
    if (effect.get(0).getAsString().equals("lock")) {
      List<Wish> queue =
          queues.computeIfAbsent(effect.get(2).getAsString(), name -> new ArrayList<>());
      enqueue(queue, wish, effect.get(3).getAsBoolean());
    } else {
      queues.values().forEach(queue -> drop(queue, wish));
    }
  }

  private void enqueue(List<Wish> queue, Wish wish, boolean steals) {
    if (steals && !queue.isEmpty()) {
      Wish robbed = queue.remove(0);
      browser.send(robbed.tab(), 1, "robbed", robbed.id());
    }
    queue.add(steals ? 0 : queue.size(), wish);
    if (queue.get(0).equals(wish)) {
      grant(wish);
    }
  }

  private void drop(List<Wish> queue, Wish wish) {
    int place = queue.indexOf(wish);
    if (place >= 0) {
      queue.remove(place);
    }
    if (place == 0 && !queue.isEmpty()) {
      grant(queue.get(0));
    }
  }

  private void grant(Wish wish) {
    browser.send(wish.tab(), 1, "granted", wish.id());
  }

  /** The tab is gone: what it had is the next one's. */
  void end(FakeTab tab) {
    for (List<Wish> queue : queues.values()) {
      for (Wish wish : List.copyOf(queue)) {
        if (wish.tab() == tab) {
          drop(queue, wish);
        }
      }
    }
  }

  /** How many different locks were ever asked for. */
  int count() {
    return queues.size();
  }
}
