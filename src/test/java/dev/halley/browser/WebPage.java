package dev.halley.browser;

import com.google.gson.JsonElement;

/** One page of a browser, whichever that is. */
public interface WebPage {

  /** Goes to an address, and waits until the page is there. */
  void visit(String url);

  /** The value of an expression in the page, as far as JSON can say it. */
  JsonElement ask(String expression);

  /** Closes it as its user would, without asking the page. */
  void close();
}
