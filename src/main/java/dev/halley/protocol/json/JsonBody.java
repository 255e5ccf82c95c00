package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.message.Payload;
import dev.halley.protocol.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that a request brings. */
final class JsonBody {

  /** The one parameter that is any JSON value, {@code null} too. */
  static final String DATA = "data";

  private JsonBody() {}

  /** What a body holds. */
  sealed interface Content {

    /** An object: the parameters of one command. */
    record One(Map<String, Value> fields) implements Content {}

    /** An array: the parameters of several commands; null for an element that is no object. */
    record Several(List<@Nullable One> commands) implements Content {}

    /** Longer than the longest batch. The rest was not looked at. */
    record TooMany() implements Content {}
  }

  /**
   * Reads a body.
   *
   * @param most the longest array that is taken; 0 if none is
   * @throws RefusedJson if it is not JSON as the protocol takes it
   */
  static Content read(byte[] body, int most) {
    JsonScanner scanner = new JsonScanner(decode(body));
    char next = scanner.next();
    Content content;
    if (next == '{') {
      content = object(scanner);
    } else if (next == '[' && most > 0) {
      content = array(scanner, most);
    } else {
      throw RefusedJson.forbidden(most > 0 ? "neither an object nor an array" : "no object");
    }
    if (!(content instanceof Content.TooMany)) {
      scanner.end();
    }
    return content;
  }

  /**
   * Reads what a form says as {@code data}: JSON text, or else a string.
   *
   * @throws RefusedJson if it is JSON, but not as the protocol takes it
   */
  static Payload dataOf(String text) {
    JsonBuffer json = new JsonBuffer(text.length() + 2);
    try {
      JsonScanner scanner = new JsonScanner(text);
      scanner.copy(json);
      scanner.end();
      return Payload.ofJson(json.bytes());
    } catch (RefusedJson refused) {
      if (refused.isMalformed()) {
        return Payload.ofJson(new JsonBuffer(text.length() + 2).string(text).bytes());
      }
      throw refused;
    }
  }

  /** Decodes strictly (RFC 3629): nothing is replaced. */
  private static String decode(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RefusedJson.forbidden("bytes that are not UTF-8");
    }
  }

  private static Content array(JsonScanner scanner, int most) {
    List<Content.@Nullable One> commands = new ArrayList<>();
    scanner.open();
    for (boolean first = true; scanner.more(']', first); first = false) {
      if (commands.size() == most) {
        return new Content.TooMany();
      }
      if (scanner.next() == '{') {
        commands.add(object(scanner));
      } else {
        scanner.copy(new JsonBuffer(0));
        commands.add(null);
      }
    }
    return new Content.Several(commands);
  }

  private static Content.One object(JsonScanner scanner) {
    Map<String, Value> fields = new HashMap<>();
    Set<String> keys = new HashSet<>();
    scanner.open();
    for (boolean first = true; scanner.more('}', first); first = false) {
      String key = scanner.key(keys);
      Value value = key.equals(DATA) ? data(scanner) : value(scanner);
      if (value != null) {
        fields.put(key, value);
      }
    }
    return new Content.One(fields);
  }

  private static Value data(JsonScanner scanner) {
    JsonBuffer json = new JsonBuffer(64);
    scanner.copy(json);
    return new Value.Json(Payload.ofJson(json.bytes()));
  }

  /** The value that begins next; null for {@code null}, which is the same as absent. */
  private static @Nullable Value value(JsonScanner scanner) {
    switch (scanner.next()) {
      case '"':
        return new Value.Text(scanner.string());
      case '0':
        return new Value.Number(scanner.number());
      case '[':
        List<Value> values = new ArrayList<>();
        scanner.open();
        for (boolean first = true; scanner.more(']', first); first = false) {
          Value value = scanner.next() == '[' ? other(scanner) : value(scanner);
          values.add(value == null ? new Value.Other() : value);
        }
        return new Value.Many(values);
      case 'n':
        scanner.word();
        return null;
      default:
        return other(scanner);
    }
  }

  private static Value other(JsonScanner scanner) {
    scanner.copy(new JsonBuffer(0));
    return new Value.Other();
  }
}
