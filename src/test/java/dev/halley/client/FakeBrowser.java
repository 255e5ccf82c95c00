package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/**
 * One tab of a browser that runs the compiled client. Time stands still, and no request is
 * answered, until the test says so.
 */
final class FakeBrowser implements AutoCloseable {
  private static final Path CLIENT = Path.of("target/web/halley.js");

  private final Map<String, String> local = new LinkedHashMap<>();
  private final Map<String, String> session = new LinkedHashMap<>();
  private final Dice dice = new Dice();
  private final Context context = Context.enter();
  private ScriptableObject window;

  FakeBrowser() {
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true);
    window = load();
  }

  /** What the page's random numbers come from; public for the script engine. */
  public static final class Dice {
    private final Random random = new Random(7);

    public int roll() {
      return random.nextInt(256);
    }
  }

  private ScriptableObject load() {
    assertThat(CLIENT).as("the compiled client: run mvn process-resources").exists();
    ScriptableObject scope = context.initStandardObjects();
    ScriptableObject.putProperty(scope, "localMap", Context.javaToJS(local, scope));
    ScriptableObject.putProperty(scope, "sessionMap", Context.javaToJS(session, scope));
    ScriptableObject.putProperty(scope, "dice", Context.javaToJS(dice, scope));
    try {
      for (String part : List.of("browser.js", "network.js")) {
        context.evaluateString(scope, resource(part), part, 1, null);
      }
      context.evaluateString(scope, Files.readString(CLIENT), "halley.js", 1, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scope;
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = FakeBrowser.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Loads the page anew: what it kept in its storage is there, all else is gone. */
  void reload() {
    Object now = context.evaluateString(window, "clock", "test", 1, null);
    window = load();
    run("clock = " + Context.toString(now));
  }

  /** Runs a script of the page, and all that follows from it at once. */
  void run(String script) {
    context.evaluateString(window, script, "test", 1, null);
    settle();
  }

  private void settle() {
    context.processMicrotasks();
    pass(Duration.ZERO);
  }

  /** What an expression is worth, as JSON. */
  String json(String expression) {
    String script = "String(JSON.stringify(" + expression + "))";
    return Context.toString(context.evaluateString(window, script, "test", 1, null));
  }

  /** Lets time pass; timers run when they are due. */
  void pass(Duration time) {
    Object until = context.evaluateString(window, "clock + " + time.toMillis(), "test", 1, null);
    String step = "runTimer(" + Context.toString(until) + ")";
    while (Context.toBoolean(context.evaluateString(window, step, "test", 1, null))) {
      context.processMicrotasks();
    }
    context.evaluateString(window, "clock = " + Context.toString(until), "test", 1, null);
  }

  /** The requests that are under way to a path, oldest first. */
  List<Exchange> open(String path) {
    int count = Integer.parseInt(json("requests.length"));
    List<Exchange> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Exchange exchange = new Exchange(this, i);
      if (exchange.isOpen() && exchange.path().equals(path)) {
        found.add(exchange);
      }
    }
    return found;
  }

  /** The one request that is under way to a path. */
  Exchange only(String path) {
    assertThat(open(path)).as("requests to " + path + " under way").hasSize(1);
    return open(path).get(0);
  }

  /** Lets a guest in: connects and answers for the token. */
  void connect(String name) {
    run(
        "var halley = Halley.connect({name: '"
            + name
            + "'}); var states = [];"
            + "halley.on('state', function(s) { states.push(s); });");
    letIn(name, "token-1");
  }

  /** Answers the guest that asks for a token; it is good for a day. */
  void letIn(String name, String token) {
    letIn(name, token, Duration.ofDays(1));
  }

  /** Answers the guest that asks for a token. */
  void letIn(String name, String token, Duration life) {
    long expires = Long.parseLong(json("clock")) + life.toMillis();
    only("session")
        .answer(
            200,
            "{\"token\":\"%s\",\"user\":\"%s\",\"name\":\"%s\",\"expires\":%d}"
                .formatted(token, name.toLowerCase(java.util.Locale.ROOT), name, expires));
  }

  /** Answers the page that asks what the server has. */
  void inform(String... transports) {
    only("info")
        .answer(
            200,
            "{\"node\":\"n1\",\"hold\":{\"max\":55},\"transports\":[\"%s\"]}"
                .formatted(String.join("\",\"", transports)));
  }

  /** How many WebSockets the page has made. */
  int sockets() {
    return Integer.parseInt(json("sockets.length"));
  }

  Socket socket(int index) {
    assertThat(sockets()).as("WebSockets").isGreaterThan(index);
    return new Socket(this, index);
  }

  /** The one script that is being loaded from a path. */
  Script script(String path) {
    return loading("script", path);
  }

  /** The one frame that is being loaded. */
  Script frame() {
    return loading("iframe", "frame");
  }

  private Script loading(String tag, String path) {
    String found =
        "elements.filter(function(e) { return e.tag === '%s' && e.parentNode && e.src.indexOf('/v1/%s?') > 0; })"
            .formatted(tag, path);
    assertThat(json(found + ".length")).as(tag + " of " + path).isEqualTo("1");
    return new Script(this, "elements[" + json("elements.indexOf(" + found + "[0])") + "]");
  }

  /** The state that the page was told last. */
  String state() {
    return json("states[states.length - 1].state").replace("\"", "");
  }

  @Override
  public void close() {
    Context.exit();
  }
}
