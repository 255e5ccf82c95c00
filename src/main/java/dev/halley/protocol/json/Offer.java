package dev.halley.protocol.json;

import java.util.ArrayList;
import java.util.List;

/**
 * Which carriers there are besides those that every server has.
 *
 * @param websocket whether the container lets WebSockets in
 * @param frame whether the operator allows frames of scripts
 * @param jsonp whether the operator allows answers as scripts
 * @param containerLogin whether it is the container that says who asks
 */
public record Offer(boolean websocket, boolean frame, boolean jsonp, boolean containerLogin) {

  /** Where tokens say who asks. */
  public Offer(boolean websocket, boolean frame, boolean jsonp) {
    this(websocket, frame, jsonp, false);
  }

  /** All carriers, by the names that clients know, the best first. */
  List<String> transports() {
    List<String> names = new ArrayList<>();
    if (websocket) {
      names.add("websocket");
    }
    names.addAll(List.of("events", "stream", "poll"));
    if (frame) {
      names.add("frame");
    }
    if (jsonp) {
      names.add("jsonp");
    }
    return names;
  }
}
