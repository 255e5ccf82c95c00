package dev.halley.client;

import com.google.gson.JsonParser;

/** A script, or a frame, that the page asked another address for. */
record Script(FakeBrowser browser, String element) {

  String url() {
    return JsonParser.parseString(browser.json(element + ".src")).getAsString();
  }

  /** It comes, and calls what its address says. */
  void call(String answer) {
    String callback = url().replaceFirst("^.*[?&]callback=([^&]*).*$", "$1");
    browser.run("window['" + callback + "'](" + answer + ")");
  }

  /** It does not come. */
  void fail() {
    browser.run(element + ".onerror()");
  }

  /** All of it has come. */
  void end() {
    browser.run(element + ".onload()");
  }
}
