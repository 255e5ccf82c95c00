package dev.halley.client;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

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

  boolean isOpen() {
    return browser.json(at("readyState")).equals("0");
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
