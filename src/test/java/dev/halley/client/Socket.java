package dev.halley.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** One WebSocket of the page, and the test's end of it. */
record Socket(FakeBrowser browser, int index) {

  boolean isClosed() {
    return browser.json(at("state")).equals("\"closed\"");
  }

  String url() {
    return JsonParser.parseString(browser.json(at("url"))).getAsString();
  }

  void open() {
    browser.run(at("open()"));
  }

  /** The frame that was sent first: what the page wants to read. */
  JsonObject read() {
    return JsonParser.parseString(browser.json(at("sent[0]"))).getAsJsonObject();
  }

  int sent() {
    return Integer.parseInt(browser.json(at("sent.length")));
  }

  void receive(String frame) {
    browser.run(at("receive(" + frame + ")"));
  }

  void answer(String cursor, String... messages) {
    receive(
        "{\"type\":\"answer\",\"cursor\":\"%s\",\"messages\":[%s],\"hold\":25,\"delay\":0}"
            .formatted(cursor, String.join(",", messages)));
  }

  void end(int code) {
    browser.run(at("end(" + code + ")"));
  }

  private String at(String property) {
    return "sockets[" + index + "]." + property;
  }
}
