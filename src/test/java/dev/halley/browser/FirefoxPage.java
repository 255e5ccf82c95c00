package dev.halley.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A page of Firefox. */
final class FirefoxPage implements WebPage {

  private final BiDi session;
  private final String context;
  private final Runnable onClose;

  /**
   * A page that is open.
   *
   * @param onClose is run when it is closed by {@link #close}
   */
  FirefoxPage(BiDi session, String context, Runnable onClose) {
    this.session = session;
    this.context = context;
    this.onClose = onClose;
  }

  @Override
  public void visit(String url) {
    JsonObject wish = new JsonObject();
    wish.addProperty("context", context);
    wish.addProperty("url", url);
    wish.addProperty("wait", "complete");
    session.command("browsingContext.navigate", wish);
  }

  @Override
  public void close() {
    JsonObject wish = new JsonObject();
    wish.addProperty("context", context);
    session.command("browsingContext.close", wish);
    onClose.run();
  }

  @Override
  public JsonElement ask(String expression) {
    JsonObject target = new JsonObject();
    target.addProperty("context", context);
    JsonObject wish = new JsonObject();
    wish.add("target", target);
    wish.addProperty("expression", "JSON.stringify(" + expression + ")");
    wish.addProperty("awaitPromise", false);
    JsonObject result = session.command("script.evaluate", wish);
    if (!result.get("type").getAsString().equals("success")) {
      String details = result.getAsJsonObject("exceptionDetails").get("text").getAsString();
      throw new AssertionError(expression + " failed: " + details);
    }
    JsonElement value = result.getAsJsonObject("result").get("value");
    return JsonParser.parseString(value == null ? "null" : value.getAsString());
  }
}
