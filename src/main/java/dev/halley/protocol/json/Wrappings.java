package dev.halley.protocol.json;

import dev.halley.message.MessageId;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what an answer comes in, by what the request asks for and this server offers. */
record Wrappings(Offer offer) {

  private static final int MAX_PADDING = 4096;

  /**
   * Whether the answer is wanted as a script, which is another way to use a path that has no GET.
   */
  static boolean asksForScript(
      String method, Endpoint endpoint, @Nullable Map<String, Value> query) {
    return method.equals("GET")
        && endpoint.takesCallback()
        && query != null
        && query.containsKey(Parameters.CALLBACK);
  }

  /** To be read before all else that the parameters say: what is wrong with that is said in it. */
  Wrapping of(Inbound request, Endpoint endpoint, Parameters parameters) {
    if (endpoint == Endpoint.STREAM) {
      return Wrapping.lines((int) parameters.number("padding", 0, MAX_PADDING, 0));
    }
    if (endpoint == Endpoint.FRAME) {
      return frame(parameters);
    }
    boolean mayBeScript = request.method().equals("GET") && endpoint.takesCallback();
    return mayBeScript ? jsonp(parameters) : Wrapping.NONE;
  }

  private Wrapping frame(Parameters parameters) {
    if (!offer.frame()) {
      parameters.refuse(Problem.of(Code.FORBIDDEN, "this server has no frames"));
      return Wrapping.NONE;
    }
    String callback = parameters.callback();
    if (callback == null) {
      parameters.refuse(
          Problem.of(
              Code.INVALID_PARAMETER,
              "callback takes " + Parameters.CALLBACK_TAKES + "; found none"));
      return Wrapping.NONE;
    }
    return Wrapping.frame(callback, MessageId.random().value());
  }

  private Wrapping jsonp(Parameters parameters) {
    String callback = parameters.callback();
    if (callback == null) {
      return Wrapping.NONE;
    }
    if (!offer.jsonp()) {
      parameters.refuse(Problem.of(Code.FORBIDDEN, "this server has no JSONP"));
      return Wrapping.NONE;
    }
    return Wrapping.jsonp(callback);
  }
}
