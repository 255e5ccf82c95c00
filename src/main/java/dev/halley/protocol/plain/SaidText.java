package dev.halley.protocol.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.halley.message.Payload;
import dev.halley.protocol.JsonBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What there is to read in a payload. Anybody may publish anything: what is neither a text nor an
 * object with a {@code text} is shown as the JSON it is.
 *
 * @param text what to show
 * @param plain whether a person wrote it, rather than a program
 */
record SaidText(String text, boolean plain) {

  private static final String TEXT = "text";

  /** The texts were checked when they were published. Buffers must not outlive an undeploy. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Reads a payload. */
  static SaidText of(Payload payload) {
    String found;
    try (JsonParser parser = FACTORY.createParser(payload.json())) {
      found = find(parser);
    } catch (IOException e) {
      throw new IllegalStateException("expected a payload that is JSON", e);
    }
    return found == null
        ? new SaidText(new String(payload.json(), UTF_8), false)
        : new SaidText(found, true);
  }

  private static @Nullable String find(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (first != JsonToken.START_OBJECT) {
      return null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean here = TEXT.equals(parser.currentName());
      JsonToken value = parser.nextToken();
      if (here) {
        return value == JsonToken.VALUE_STRING ? parser.getText() : null;
      }
      parser.skipChildren();
    }
    return null;
  }

  /** The payload of what a person wrote. */
  static Payload payload(String text) {
    JsonBuffer json = new JsonBuffer(text.length() + 16);
    json.ascii("{\"text\":").string(text).ascii('}');
    return Payload.ofJson(json.bytes());
  }
}
