package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which what comes after a cursor can be asked for over HTTP. Whatever the way, what is
 * said is read as poll answers, or as {@code {"error": PROBLEM}}.
 */
enum Way {
  POLL("/v1/poll", "application/json", false),
  BEATING_POLL("/v1/poll", "application/json", false),
  JSONP("/v1/poll", "application/javascript", false),
  STREAM("/v1/stream", "application/x-ndjson", true),
  EVENTS("/v1/events", "text/event-stream", true),
  FRAME("/v1/frame", "text/html", true);

  private static final Pattern SCRIPT =
      Pattern.compile("\\s*<script nonce=\"[\\w-]+\">parent\\.a\\.b\\(([^<]*)\\)</script>\n");

  private final String path;
  private final String type;
  private final boolean goesOn;

  Way(String path, String type, boolean goesOn) {
    this.path = path;
    this.type = type;
    this.goesOn = goesOn;
  }

  /** The ways whose response takes more than one answer. */
  static List<Way> streams() {
    return List.of(STREAM, EVENTS, FRAME);
  }

  boolean goesOn() {
    return goesOn;
  }

  /** The media type of what is not refused. */
  String type() {
    return type;
  }

  /** Whether a refusal is a 200 too, and stands where an answer would. */
  boolean wrapsRefusals() {
    return this == JSONP || this == FRAME;
  }

  /** The request, with the parameters of a poll. */
  RawRequest request(Call read) {
    Call call = new Call(path, read.parameters());
    return switch (this) {
      case POLL -> call.asJson();
      case BEATING_POLL -> call.and("beat", 1).asForm();
      case JSONP, FRAME -> call.and("callback", "a.b").asGet();
      case STREAM -> call.asText();
      case EVENTS -> call.asGet();
    };
  }

  /** What a body, which may go on, has said so far. */
  List<JsonObject> said(String body) {
    return switch (this) {
      case POLL, BEATING_POLL -> body.isBlank() ? List.of() : List.of(json(body));
      case JSONP -> body.endsWith(");") ? List.of(jsonp(body)) : List.of();
      case STREAM -> lines(body);
      case EVENTS -> events(body);
      case FRAME -> scripts(body);
    };
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static JsonObject jsonp(String body) {
    assertThat(body).startsWith("/**/a.b(").doesNotContain("<", "\u2028", "\u2029");
    return json(body.substring("/**/a.b(".length(), body.length() - 2));
  }

  private static List<JsonObject> lines(String body) {
    List<JsonObject> said = new ArrayList<>();
    for (String line : body.substring(0, body.lastIndexOf('\n') + 1).split("\n", -1)) {
      if (!line.isBlank()) {
        said.add(json(line));
      }
    }
    return said;
  }

  private static List<JsonObject> scripts(String body) {
    if (body.length() < 2048) {
      return List.of();
    }
    assertThat(body).startsWith("<!DOCTYPE html>");
    List<JsonObject> said = new ArrayList<>();
    int at = body.indexOf("<script ");
    Matcher script = SCRIPT.matcher(body);
    while (at >= 0 && script.region(at, body.length()).lookingAt()) {
      said.add(json(script.group(1)));
      at = script.end();
    }
    return said;
  }

  private static List<JsonObject> events(String body) {
    List<JsonObject> said = new ArrayList<>();
    for (String event : body.substring(0, body.lastIndexOf("\n\n") + 1).split("\n\n", -1)) {
      String name = field(event, "event");
      String data = field(event, "data");
      String id = field(event, "id");
      if (name.equals("problem")) {
        JsonObject error = new JsonObject();
        error.add("error", json(data));
        said.add(error);
      } else if (name.equals("superseded")) {
        said.add(json(data));
      } else if (!id.isEmpty()) {
        said.add(answer(name, id, data, field(event, "retry")));
      }
    }
    return said;
  }

  private static JsonObject answer(String name, String id, String data, String retry) {
    JsonObject answer = new JsonObject();
    answer.addProperty("cursor", id);
    answer.add("messages", new JsonArray());
    answer.addProperty("delay", retry.isEmpty() ? 0 : Long.parseLong(retry));
    if (name.equals("gap")) {
      answer.add("gaps", new JsonArray());
      answer.getAsJsonArray("gaps").add(json(data));
    } else if (!data.isEmpty()) {
      answer.getAsJsonArray("messages").add(json(data));
    }
    return answer;
  }

  private static String field(String event, String name) {
    return event
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }
}
