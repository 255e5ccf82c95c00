package dev.halley.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The server that {@link FakeTabs} talk to: it answers by itself, from logs in memory. */
final class FakeServer {
  private static final int HOLD = 25_000;
  private static final int BEAT = 15_000;
  private static final String BUSY = problem(503, "overloaded", "");

  /** A request that waits for its answer, or for more of it, and what it asks. */
  private record Held(FakeTab tab, int index, JsonObject poll, boolean goesOn, long until) {
    Held until(long time) {
      return new Held(tab, index, poll, goesOn, time);
    }
  }

  private final FakeTabs browser;
  private final Map<String, FakeLog> logs = new LinkedHashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final Set<String> forbidden = new HashSet<>();
  private final Map<FakeTab, Long> ways = new LinkedHashMap<>();
  private String transports = "\"poll\"";
  private boolean broken;
  private boolean picky;
  private int life = 1;
  private int most;
  private long way = 5;
  private int limit = 500;
  private int polls;

  FakeServer(FakeTabs browser) {
    this.browser = browser;
  }

  FakeLog log(String channel) {
    return logs.computeIfAbsent(channel, FakeLog::new);
  }

  /** Appends messages and answers who waits for them. */
  void say(String channel, int count) {
    for (int i = 0; i < count; i++) {
      log(channel).append("bob-" + channel + "-" + log(channel).end(), "bob");
    }
    browser.settle();
  }

  /** How long an answer takes. */
  void setWay(long milliseconds) {
    way = milliseconds;
  }

  /** Lets answers also go on in streams. */
  void stream() {
    transports = "\"poll\",\"stream\"";
  }

  /** How many messages one answer holds. */
  void setLimit(int messages) {
    limit = messages;
  }

  /** Lets whoever comes with this token not read a channel. */
  void forbid(String token, String channel) {
    forbidden.add("Bearer " + token + " " + channel);
  }

  /** What one tab is told takes longer. */
  void delay(FakeTab tab, long milliseconds) {
    ways.put(tab, milliseconds);
  }

  /** From now on each request fails, those that are held too; or none any more. */
  void breakDown(boolean down) {
    broken = down;
    cut();
  }

  /** Starts anew and takes no cursor of before. */
  void refuseCursors() {
    life++;
    cut();
  }

  /** Does not take the next cursor that comes. */
  void refuseNextCursor() {
    picky = true;
  }

  private void cut() {
    held.forEach(each -> answer(each.tab(), each.index(), each.goesOn() ? 0 : 503, BUSY));
    held.clear();
  }

  /** How many requests are held. */
  int held() {
    return held.size();
  }

  /** How many polls have come. */
  int polls() {
    return polls;
  }

  /** The most channels that a poll has asked for. */
  int most() {
    return most;
  }

  /** The channels of all requests that are held. */
  List<String> watched() {
    List<String> all = new ArrayList<>();
    held.forEach(each -> all.addAll(channels(each.poll())));
    return all;
  }

  /** Whether a request of this tab is held. */
  boolean holds(FakeTab tab) {
    return held.stream().anyMatch(each -> each.tab() == tab);
  }

  void take(FakeTab tab, JsonArray effect) {
    int index = effect.get(1).getAsInt();
    String path = effect.get(2).getAsString().replaceFirst("^.*/v1/", "");
    String body = effect.get(3).getAsString();
    String header = effect.get(4).getAsString();
    if (broken) {
      answer(tab, index, 503, BUSY);
      return;
    }
    switch (path.replaceFirst("\\?.*$", "")) {
      case "session" -> answer(tab, index, 200, session(body));
      case "info" ->
          answer(tab, index, 200, "{\"node\":\"n1\",\"transports\":[" + transports + "]}");
      case "publish" -> answer(tab, index, 200, publish(JsonParser.parseString(body), header));
      case "poll" -> poll(tab, index, JsonParser.parseString(body), header, false);
      case "stream" -> poll(tab, index, JsonParser.parseString(body), header, true);
      default -> answer(tab, index, 204, "");
    }
  }

  private void answer(FakeTab tab, int index, int status, String body) {
    browser.send(tab, way(tab), "answered", index, status, body);
  }

  private long way(FakeTab tab) {
    return way + ways.getOrDefault(tab, 0L);
  }

  private static String session(String body) {
    String name =
        JsonParser.parseString(body)
            .getAsJsonObject()
            .get("name")
            .getAsString()
            .toLowerCase(Locale.ROOT);
    return "{\"token\":\"%s\",\"user\":\"%s\",\"name\":\"%s\",\"expires\":1}"
        .formatted(name, name, name);
  }

  private String publish(JsonElement body, String header) {
    if (body.isJsonArray()) {
      JsonArray all = new JsonArray();
      for (JsonElement draft : body.getAsJsonArray()) {
        all.add(JsonParser.parseString(publish(draft, header)));
      }
      return all.toString();
    }
    JsonObject draft = body.getAsJsonObject();
    FakeLog log = log(draft.get("channel").getAsString());
    return log.append(draft.get("id").getAsString(), header.replace("Bearer ", "")).toString();
  }

  private void poll(FakeTab tab, int index, JsonElement body, String header, boolean goesOn) {
    JsonObject poll = body.getAsJsonObject();
    polls++;
    most = Math.max(most, channels(poll).size());
    JsonElement cursor = poll.get("cursor");
    if (!cursor.isJsonNull() && (picky || !cursor.getAsString().startsWith(life + " "))) {
      picky = false;
      answer(tab, index, 400, problem(400, "invalid-cursor", ""));
      return;
    }
    for (String channel : channels(poll)) {
      if (forbidden.contains(header + " " + channel)) {
        answer(tab, index, 403, problem(403, "forbidden", ",\"channel\":\"" + channel + "\""));
        return;
      }
    }
    Held request = new Held(tab, index, poll, goesOn, browser.clock() + hold(poll));
    if (goesOn) {
      browser.send(tab, way(tab), "streamed", index, " \n");
      held.add(request.until(browser.clock() + BEAT));
    } else if (!answer(request)) {
      held.add(request);
    }
  }

  private static String problem(int status, String code, String more) {
    return "{\"title\":\"No\",\"status\":%d,\"code\":\"%s\",\"detail\":\"no\"%s}"
        .formatted(status, code, more);
  }

  private static int hold(JsonObject poll) {
    return Math.min(HOLD, 1000 * poll.get("hold").getAsInt());
  }

  private static List<String> channels(JsonObject poll) {
    List<String> names = new ArrayList<>();
    poll.get("channel").getAsJsonArray().forEach(name -> names.add(name.getAsString()));
    return names;
  }

  /** Answers if there is something to say, or if its time has come. */
  private boolean answer(Held request) {
    JsonObject poll = request.poll();
    FakeAnswer answer =
        new FakeAnswer(poll.get("cursor"), poll.get("history").getAsInt(), limit, life);
    channels(poll).forEach(name -> answer.add(log(name)));
    if (answer.isEmpty() && browser.clock() < request.until()) {
      return false;
    }
    FakeTab tab = request.tab();
    if (request.goesOn()) {
      String line = answer.isEmpty() ? "" : answer.json(0);
      poll.addProperty("cursor", answer.cursor());
      browser.send(tab, way(tab), "streamed", request.index(), line + "\n");
    } else {
      answer(tab, request.index(), 200, answer.json(hold(poll) / 1000));
    }
    return true;
  }

  /** Answers one of those who wait. */
  boolean step() {
    Held answered = held.stream().filter(this::answer).findFirst().orElse(null);
    if (answered == null) {
      return false;
    }
    held.remove(answered);
    if (answered.goesOn()) {
      held.add(answered.until(browser.clock() + BEAT));
    }
    return true;
  }

  /** When the next hold runs out. */
  long next() {
    return held.stream().mapToLong(Held::until).min().orElse(Long.MAX_VALUE);
  }

  void abort(FakeTab tab, int index) {
    held.removeIf(each -> each.tab() == tab && each.index() == index);
  }

  void end(FakeTab tab) {
    held.removeIf(each -> each.tab() == tab);
  }
}
