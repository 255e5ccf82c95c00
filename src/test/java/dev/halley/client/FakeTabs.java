package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Script;

/**
 * A browser with several tabs that run the compiled client: one storage, one clock, one set of
 * locks, and the {@link FakeServer} that it talks to. Time stands still until the test says so.
 */
final class FakeTabs implements AutoCloseable {
  private static final Path CLIENT = Path.of("target/web/halley.js");
  private static final int MOST_STEPS = 100_000;

  /** What reaches a tab, and when. */
  private record Letter(
      long due, long order, FakeTab to, String function, List<Object> arguments) {}

  private final Map<String, String> local = new LinkedHashMap<>();
  private final List<FakeTab> tabs = new ArrayList<>();
  private final FakeLocks locks = new FakeLocks(this);
  private final FakeServer server = new FakeServer(this);
  private final PriorityQueue<Letter> letters =
      new PriorityQueue<>(
          (a, b) ->
              a.due() == b.due()
                  ? Long.compare(a.order(), b.order())
                  : Long.compare(a.due(), b.due()));
  private final Context context = Context.enter();
  private final List<Script> scripts = new ArrayList<>();
  private final Random random;
  private final List<String> said = new ArrayList<>();
  private Predicate<FakeTab> loses = tab -> false;
  private long clock = 1_795_000_000_000L;
  private long posted;

  FakeTabs() {
    this("", 7);
  }

  /**
   * @param lacks a script that takes something away from each tab before the client is loaded
   */
  FakeTabs(String lacks, long seed) {
    random = new Random(seed);
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true);
    try {
      for (String part : List.of("browser.js", "network.js", "tab.js")) {
        scripts.add(compile(resource(part), part));
      }
      scripts.add(compile(lacks, "lacks"));
      assertThat(CLIENT).as("the compiled client: run mvn process-resources").exists();
      scripts.add(compile(Files.readString(CLIENT), "halley.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Script compile(String script, String name) {
    return context.compileString(script, name, 1, null);
  }

  private static String resource(String name) throws IOException {
    try (InputStream script = FakeTabs.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What is loaded into each tab. */
  List<Script> scripts() {
    return scripts;
  }

  FakeServer server() {
    return server;
  }

  FakeLocks locks() {
    return locks;
  }

  long clock() {
    return clock;
  }

  /** Opens a tab that has not connected yet. */
  FakeTab open() {
    FakeTab tab = new FakeTab(this, context, local, 1 + random.nextInt(2_000_000_000), clock);
    tabs.add(tab);
    return tab;
  }

  /** Opens a tab and connects as a guest. */
  FakeTab open(String name) {
    return open().run("connect({name: '" + name + "'})");
  }

  /** Closes a tab as one does. */
  void close(FakeTab tab) {
    tab.call("fire", "pagehide");
    end(tab);
  }

  /** A tab is gone without a word. */
  void crash(FakeTab tab) {
    end(tab);
  }

  private void end(FakeTab tab) {
    tab.end();
    locks.end(tab);
    server.end(tab);
    settle();
  }

  /** The browser tells a tab that it will not run for a while, or leads away from its page. */
  void suspend(FakeTab tab, String event) {
    tab.call("fire", event);
    tab.stop();
    settle();
  }

  /** A tab runs again and is told so. */
  void resume(FakeTab tab, String event) {
    tab.go();
    tab.run("fire('" + event + "', {persisted: true})");
  }

  /** From now on what is said does not reach these tabs. */
  void lose(Predicate<FakeTab> to) {
    loses = to;
  }

  /** Something reaches a tab after a while. */
  void send(FakeTab to, long delay, String function, Object... arguments) {
    letters.add(new Letter(clock + delay, posted++, to, function, List.of(arguments)));
  }

  /** A page has done something to the world. */
  void act(FakeTab tab, JsonArray effect) {
    switch (effect.get(0).getAsString()) {
      case "post" -> tell(tab, "receive", effect.get(1).getAsString(), effect.get(2).getAsString());
      case "stored" -> {
        String value = effect.get(2).isJsonNull() ? "" : effect.get(2).getAsString();
        tell(tab, "stored", effect.get(1).getAsString(), value);
      }
      case "send" -> server.take(tab, effect);
      case "abort" -> server.abort(tab, effect.get(1).getAsInt());
      default -> locks.act(tab, effect);
    }
  }

  /** All that tabs have said to each other. */
  List<String> said() {
    return said;
  }

  private void tell(FakeTab from, String function, Object... arguments) {
    said.add(String.valueOf(arguments[1]));
    for (FakeTab tab : tabs) {
      if (tab != from && !tab.isGone() && !loses.test(tab)) {
        send(tab, 1, function, arguments);
      }
    }
  }

  /** Lets all happen that is due. */
  void settle() {
    int steps = 0;
    while (step()) {
      assertThat(++steps).as("steps without any time passing").isLessThan(MOST_STEPS);
    }
  }

  private boolean step() {
    if (!letters.isEmpty() && letters.peek().due() <= clock) {
      Letter letter = letters.remove();
      letter.to().call(letter.function(), letter.arguments().toArray());
      return true;
    }
    for (FakeTab tab : tabs) {
      if (tab.nextAlarm() <= clock) {
        tab.call("ring");
        return true;
      }
    }
    return server.step();
  }

  /** Lets time pass. */
  void pass(Duration time) {
    long until = clock + time.toMillis();
    settle();
    for (long next = next(); next <= until; next = next()) {
      setClock(next);
      settle();
    }
    setClock(until);
  }

  private long next() {
    long next = letters.isEmpty() ? Long.MAX_VALUE : letters.peek().due();
    for (FakeTab tab : tabs) {
      next = Math.min(next, tab.nextAlarm());
    }
    return Math.min(next, server.next());
  }

  private void setClock(long time) {
    clock = time;
    for (FakeTab tab : tabs) {
      tab.setClock(time);
    }
  }

  @Override
  public void close() {
    Context.exit();
  }
}
