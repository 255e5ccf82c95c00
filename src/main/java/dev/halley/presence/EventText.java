package dev.halley.presence;

import dev.halley.message.Payload;
import dev.halley.message.UserName;
import java.util.List;

/**
 * What the messages of a presence channel say, as JSON. A user's name holds nothing that has to be
 * escaped.
 */
final class EventText {

  private EventText() {}

  static String of(String event, UserName user) {
    return "{\"event\":\"" + event + "\",\"user\":\"" + user.value() + "\"}";
  }

  static String of(Place.Topic topic) {
    return "{\"event\":\"topic\",\"user\":\""
        + topic.user().value()
        + "\",\"topic\":\""
        + escaped(topic.text())
        + "\"}";
  }

  /** A topic holds no control characters: {@link Topics#isGood}. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** One event as it is, several as a list. */
  static Payload all(List<String> events) {
    return Payload.ofJson(
        events.size() == 1 ? events.get(0) : "{\"events\":[" + String.join(",", events) + "]}");
  }
}
