package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import dev.halley.message.Payload;
import dev.halley.protocol.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that a request brings. */
final class JsonBody {

  /** What a message carries: any JSON value, {@code null} too. */
  static final String DATA = "data";

  /** What a client knows the answer by: any JSON value, {@code null} too. */
  static final String REF = "ref";

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
    return read(decode(body), most);
  }

  /** As the other, of text. */
  static Content read(String body, int most) {
    JsonTokens tokens = JsonTokens.of(body);
    Content content =
        switch (tokens.next()) {
          case START_OBJECT -> object(tokens);
          case START_ARRAY -> array(tokens, most);
          default -> throw RefusedJson.forbidden("neither an object nor an array");
        };
    if (!(content instanceof Content.TooMany)) {
      tokens.end();
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
      JsonTokens tokens = JsonTokens.of(text);
      tokens.copy(tokens.next(), json);
      tokens.end();
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

  private static Content array(JsonTokens tokens, int most) {
    if (most == 0) {
      throw RefusedJson.forbidden("an array");
    }
    List<Content.@Nullable One> commands = new ArrayList<>();
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (commands.size() == most) {
        return new Content.TooMany();
      }
      if (token == JsonToken.START_OBJECT) {
        commands.add(object(tokens));
      } else {
        skip(token, tokens);
        commands.add(null);
      }
    }
    return new Content.Several(commands);
  }

  /** Reads an object whose first token was read. */
  private static Content.One object(JsonTokens tokens) {
    Map<String, Value> fields = new HashMap<>();
    while (tokens.next() != JsonToken.END_OBJECT) {
      String key = tokens.text();
      JsonToken token = tokens.next();
      boolean any = key.equals(DATA) || key.equals(REF);
      Value value = any ? whole(token, tokens) : value(token, tokens);
      if (value != null) {
        fields.put(key, value);
      }
    }
    return new Content.One(fields);
  }

  private static Value whole(JsonToken token, JsonTokens tokens) {
    JsonBuffer json = new JsonBuffer(64);
    tokens.copy(token, json);
    return new Value.Json(Payload.ofJson(json.bytes()));
  }

  /** The value that begins with the token; null for {@code null}, which is the same as absent. */
  private static @Nullable Value value(JsonToken token, JsonTokens tokens) {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> new Value.Text(tokens.text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Digits(tokens.text());
      case START_ARRAY -> many(tokens);
      default -> skip(token, tokens);
    };
  }

  private static Value many(JsonTokens tokens) {
    List<Value> values = new ArrayList<>();
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      Value value = token == JsonToken.START_ARRAY ? skip(token, tokens) : value(token, tokens);
      values.add(value == null ? new Value.Other() : value);
    }
    return new Value.Many(values);
  }

  /** Reads over a value that no parameter takes; it must be JSON all the same. */
  private static Value skip(JsonToken token, JsonTokens tokens) {
    tokens.copy(token, new JsonBuffer(0));
    return new Value.Other();
  }
}
