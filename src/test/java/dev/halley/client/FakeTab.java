package dev.halley.client;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;

/** One of the tabs of {@link FakeTabs}. */
final class FakeTab {
  private static final Gson GSON = new Gson();

  private static final Object[] NOTHING = {};

  private final FakeTabs browser;
  private final Context context;
  private final ScriptableObject window;

  /** What is done once it can run again. */
  private final Deque<Runnable> backlog = new ArrayDeque<>();

  private boolean still;
  private boolean gone;

  FakeTab(FakeTabs browser, Context context, Map<String, String> local, int seed, long clock) {
    this.browser = browser;
    this.context = context;
    window = context.initStandardObjects();
    ScriptableObject.putProperty(window, "localMap", Context.javaToJS(local, window));
    Map<String, String> session = new LinkedHashMap<>();
    ScriptableObject.putProperty(window, "sessionMap", Context.javaToJS(session, window));
    ScriptableObject.putProperty(window, "seed", seed);
    for (Script script : browser.scripts()) {
      script.exec(context, window, window);
    }
    setClock(clock);
  }

  /** Runs a script of the page, and all that follows from it at once. */
  FakeTab run(String script) {
    eval(script);
    browser.settle();
    return this;
  }

  /** Lets the page read a channel. */
  FakeTab read(String channel, int history) {
    return run("read('%s', %d)".formatted(channel, history));
  }

  /** What an expression is worth. */
  JsonElement value(String expression) {
    String script = "String(JSON.stringify(" + expression + "))";
    return JsonParser.parseString(
        Context.toString(context.evaluateString(window, script, "test", 1, null)));
  }

  /** What was handed to the page of a channel: offsets, {@code gap 1-8}, {@code reset}. */
  List<String> heard(String channel) {
    List<String> all = new ArrayList<>();
    JsonElement log = value("heard['" + channel + "'] || []");
    log.getAsJsonArray().forEach(item -> all.add(item.getAsString()));
    return all;
  }

  /** A field of the state that the page was told last. */
  String state(String field) {
    return value("states[states.length - 1]").getAsJsonObject().get(field).getAsString();
  }

  private void eval(String script) {
    context.evaluateString(window, script, "test", 1, null);
    finish();
  }

  /** Calls a function of the page, once the page can run. */
  void call(String function, Object... arguments) {
    if (gone) {
      return;
    }
    if (still) {
      backlog.add(() -> call(function, arguments));
      return;
    }
    ScriptableObject.callMethod(window, function, arguments);
    finish();
  }

  private void finish() {
    context.processMicrotasks();
    String effects = Context.toString(ScriptableObject.callMethod(window, "takeEffects", NOTHING));
    if (!effects.isEmpty()) {
      for (JsonElement effect : GSON.fromJson(effects, JsonArray.class)) {
        browser.act(this, effect.getAsJsonArray());
      }
    }
  }

  /** When its next timer is due. */
  long nextAlarm() {
    return gone || still
        ? Long.MAX_VALUE
        : (long) Context.toNumber(ScriptableObject.callMethod(window, "nextAlarm", NOTHING));
  }

  void setClock(long clock) {
    ScriptableObject.putProperty(window, "clock", clock);
  }

  /** Stops running, without a word; what reaches it waits. */
  void stop() {
    still = true;
  }

  /** Runs again. */
  void go() {
    still = false;
    while (!still && !backlog.isEmpty()) {
      backlog.remove().run();
    }
  }

  /** Never runs again. */
  void end() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }
}
