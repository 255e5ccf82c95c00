package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A page that reads a room with halley.js and writes down what comes, see {@code trial.js}. */
public final class Trial {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Gson JSON = new Gson();

  private final WebPage page;

  private Trial(WebPage page) {
    this.page = page;
  }

  /** A message as the page saw it. */
  public record Seen(int offset, String from, String data) {}

  /**
   * Opens a page of the server, with halley.js in it and nothing else.
   *
   * @param base the server's address, with the last slash
   */
  public static Trial in(WebPage page, String base) {
    page.visit(base + "robots.txt");
    Trial trial = new Trial(page);
    trial.load(base + "halley.js");
    return trial;
  }

  private void load(String script) {
    page.ask(
        "(function() { var s = document.createElement('script'); s.src = "
            + JSON.toJson(script)
            + "; document.documentElement.appendChild(s); return 1; })()");
    until("!!window.Halley");
    page.ask("(function() {" + source() + "; return 1; })()");
  }

  private static String source() {
    try (InputStream in = Trial.class.getResourceAsStream("trial.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Who connects.
   *
   * @param transports the carriers that may be used, best first; none leaves it to halley.js
   * @param keeps whether anything outlives the page
   */
  public record Guest(String name, List<String> transports, boolean keeps) {

    public Guest {
      transports = List.copyOf(transports);
    }

    /** Of whom nothing is kept. */
    public static Guest of(String name, String... transports) {
      return new Guest(name, List.of(transports), false);
    }

    /** Of whom the browser keeps what halley.js wants to keep. */
    public static Guest kept(String name, String... transports) {
      return new Guest(name, List.of(transports), true);
    }

    private String options() {
      JsonObject options = new JsonObject();
      options.addProperty("name", name);
      if (!transports.isEmpty()) {
        options.add("transports", JSON.toJsonTree(transports));
      }
      if (!keeps) {
        options.add("storage", JsonNull.INSTANCE);
      }
      return options.toString();
    }
  }

  /**
   * Connects and reads a room.
   *
   * @param history how many older messages it begins with
   */
  public Trial join(Guest guest, String room, int history) {
    page.ask(
        "(window.trial = new Trial("
            + guest.options()
            + ", "
            + JSON.toJson(room)
            + ", "
            + history
            + ")) && 1");
    return this;
  }

  /** Waits until it knows where the room ends. */
  public Trial isReady() {
    return until("trial.ready");
  }

  /** Waits until it is carried so. */
  public Trial isCarriedBy(String transport) {
    return until("trial.state.state === 'open' && trial.state.transport === '" + transport + "'");
  }

  /** Says numbers, all at once. */
  public void say(int from, int to) {
    page.ask("trial.say(" + from + ", " + to + ") || 1");
  }

  /** Closes the connection. */
  public void leave() {
    page.ask("trial.client.close() || 1");
  }

  /** By what it has been carried, one after the other. */
  public List<String> carriers() {
    return strings("trial.carriers");
  }

  /** How many of its own messages are stored. */
  public int stored() {
    return number("trial.stored.length");
  }

  /** Why messages of its own were refused. */
  public List<String> refused() {
    return strings("trial.refused");
  }

  /** What has come, without who said it. */
  public List<String> said() {
    return seen().stream().map(Seen::data).toList();
  }

  /** How often it was told that something is gone. */
  public int gaps() {
    return number("trial.gaps");
  }

  /** How many messages have come. */
  public int count() {
    return number("trial.seen.length");
  }

  /** The greatest offset that has come; 0 before the first. */
  public int last() {
    return number("trial.seen.reduce(function(a, s) { return Math.max(a, s[0]); }, 0)");
  }

  /** All that has come, in its order. */
  public List<Seen> seen() {
    List<Seen> seen = new ArrayList<>();
    for (JsonElement each : page.ask("trial.seen").getAsJsonArray()) {
      JsonArray one = each.getAsJsonArray();
      seen.add(new Seen(one.get(0).getAsInt(), one.get(1).getAsString(), text(one.get(2))));
    }
    return seen;
  }

  /** How things stand, for a test that fails. */
  public String state() {
    return page.ask(
            "window.trial && [trial.state, trial.carriers, trial.seen.length, trial.stored.length]")
        .toString();
  }

  /** Waits for a condition in the page. */
  public Trial until(String condition) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(page.ask(condition).toString())
                    .as("%s at %s", condition, state())
                    .isEqualTo("true"));
    return this;
  }

  /** What was said, by a page or by a {@link Speaker}. */
  private static String text(JsonElement data) {
    return data.isJsonObject() ? text(data.getAsJsonObject().get("text")) : data.getAsString();
  }

  private int number(String expression) {
    return page.ask(expression).getAsInt();
  }

  private List<String> strings(String expression) {
    return page.ask(expression).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }
}
