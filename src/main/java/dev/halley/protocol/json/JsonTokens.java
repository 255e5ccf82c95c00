package dev.halley.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.halley.protocol.JsonBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads one JSON text (RFC 8259) token by token, as strictly as the protocol asks: no key twice in
 * an object, no lone surrogate, escaped or not, at most {@link #MAX_DEPTH} deep, nothing behind the
 * value. A number is never turned into one: {@link #text} and {@link #copy} hand its very digits
 * on.
 */
final class JsonTokens {

  static final int MAX_DEPTH = 100;

  /**
   * A text is no longer than a body, which has a bound of its own, so only the depth is limited
   * here. Buffers are not kept in thread locals: these would outlive an undeploy.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;

  /** The keys of each object that is open, the innermost first. */
  private final Deque<Set<String>> keys = new ArrayDeque<>();

  private JsonTokens(JsonParser parser) {
    this.parser = parser;
  }

  /** Stands before the first token. */
  static JsonTokens of(String text) {
    try {
      return new JsonTokens(FACTORY.createParser(text));
    } catch (IOException e) {
      throw new IllegalStateException("reading from a string failed", e);
    }
  }

  /**
   * Goes to the next token.
   *
   * @throws RefusedJson if there is none, or it is not as the protocol takes it
   */
  JsonToken next() {
    JsonToken token = advance();
    if (token == null) {
      throw RefusedJson.malformed("the end of the text where a value belongs");
    }
    switch (token) {
      case START_OBJECT -> keys.push(new HashSet<>());
      case END_OBJECT -> keys.pop();
      case FIELD_NAME -> {
        if (!keys.element().add(text())) {
          throw RefusedJson.forbidden("a key twice in one object");
        }
      }
      default -> {}
    }
    return token;
  }

  /** Makes sure that nothing stands behind the value. */
  void end() {
    if (advance() != null) {
      throw RefusedJson.malformed("something behind the value");
    }
  }

  private JsonToken advance() {
    try {
      return parser.nextToken();
    } catch (StreamConstraintsException e) {
      throw RefusedJson.forbidden("more than " + MAX_DEPTH + " arrays or objects in each other");
    } catch (JsonProcessingException e) {
      throw RefusedJson.malformed("what is not JSON");
    } catch (IOException e) {
      throw new IllegalStateException("reading from a string failed", e);
    }
  }

  /** What the token says: a string's or a key's text, a number's digits. */
  String text() {
    String text;
    try {
      text = parser.getText();
    } catch (JsonProcessingException e) {
      // A string is decoded when it is asked for.
      throw RefusedJson.malformed("what is not JSON");
    } catch (IOException e) {
      throw new IllegalStateException("reading from a string failed", e);
    }
    checkSurrogates(text);
    return text;
  }

  /**
   * Copies a value without needless space, and goes to its last token.
   *
   * @param token the value's first token, where this stands
   */
  void copy(JsonToken token, JsonBuffer to) {
    int depth = 0;
    boolean first = true;
    JsonToken at = token;
    while (true) {
      boolean closes = at == JsonToken.END_OBJECT || at == JsonToken.END_ARRAY;
      if (!first && !closes) {
        to.ascii(',');
      }
      first = false;
      switch (at) {
        case START_OBJECT, START_ARRAY -> {
          to.ascii(at == JsonToken.START_OBJECT ? '{' : '[');
          depth++;
          first = true;
        }
        case END_OBJECT, END_ARRAY -> {
          to.ascii(at == JsonToken.END_OBJECT ? '}' : ']');
          depth--;
        }
        case FIELD_NAME -> {
          to.string(text()).ascii(':');
          first = true;
        }
        case VALUE_STRING -> to.string(text());
        default -> to.ascii(text());
      }
      if (depth == 0) {
        return;
      }
      at = next();
    }
  }

  private static void checkSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw RefusedJson.forbidden("a lone surrogate");
        }
        i++;
      }
    }
  }
}
