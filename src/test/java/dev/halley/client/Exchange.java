package dev.halley.client;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request of the page, and the test's answer to it. */
record Exchange(FakeBrowser browser, int index) {
  private static final Gson GSON = new Gson();

  /** Below {@code /v1/}, without the query. */
  String path() {
    return url().replaceFirst("^.*/v1/", "").replaceFirst("\\?.*$", "");
  }

  String url() {
    return JsonParser.parseString(browser.json(at("url"))).getAsString();
  }

  String method() {
    return JsonParser.parseString(browser.json(at("method"))).getAsString();
  }

  boolean isOpen() {
    return !browser.json(at("readyState")).equals("4");
  }

  /** The request's header as JSON, so a missing one is {@code undefined}. */
  String header(String name) {
    return browser.json(at("headers['" + name + "']"));
  }

  JsonElement body() {
    return JsonParser.parseString(JsonParser.parseString(browser.json(at("body"))).getAsString());
  }

  /** A field of the request's body, as JSON. */
  String field(String name) {
    JsonObject body = body().getAsJsonObject();
    return body.has(name) ? body.get(name).toString() : "undefined";
  }

  /** A parameter, wherever it stands: in the body or in the query; empty if it is in neither. */
  String parameter(String name) {
    if (!browser.json(at("body")).equals("null")) {
      return field(name).replaceAll("^\"|\"$", "");
    }
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url());
    return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
  }

  /** Some of the answer comes, and the rest is still to come. */
  void more(String text) {
    browser.run("requests[%d].more(%s)".formatted(index, GSON.toJson(text)));
  }

  /** The answer is over. */
  void end() {
    answer(200, "");
  }

  void answer(int status, String body) {
    answer(status, body, "{}");
  }

  /** Answers with headers, given as a script's object. */
  void answer(int status, String body, String headers) {
    browser.run(
        "requests[%d].finish(%d, %s, %s)".formatted(index, status, GSON.toJson(body), headers));
  }

  /** A poll's answer, held for no longer than was asked. */
  void deliver(String cursor, String... messages) {
    answer(
        200,
        "{\"cursor\":\"%s\",\"messages\":[%s],\"hold\":%s,\"delay\":0}"
            .formatted(cursor, String.join(",", messages), field("hold")));
  }

  void problem(int status, String code) {
    problem(status, code, "{}");
  }

  void problem(int status, String code, String headers) {
    answer(
        status,
        "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":%d,\"code\":\"%s\",\"detail\":\"no\"}"
            .formatted(status, code),
        headers);
  }

  /** The connection breaks before the answer. */
  void cut() {
    browser.run("requests[%d].finish(0, '', {})".formatted(index));
  }

  static String message(String channel, long offset, String text) {
    return "{\"channel\":\"%s\",\"offset\":%d,\"id\":\"id-%d\",\"from\":\"bob\",\"time\":1795000000000,\"data\":\"%s\"}"
        .formatted(channel, offset, offset, text);
  }

  private String at(String property) {
    return "requests[" + index + "]." + property;
  }
}
