package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP answer as it came off the wire.
 *
 * @param version the protocol of the status line, {@code HTTP/1.1}
 * @param status the status code
 * @param headers all header lines in the order in which they came
 * @param raw the body with the chunked coding, if there was one, taken off; a character for each
 *     byte
 */
record RawResponse(String version, int status, List<Header> headers, String raw) {

  /** A header line; {@code name} as the server wrote it. */
  record Header(String name, String value) {}

  /** The header's value, or empty where the answer has none; fails where it has two. */
  Optional<String> header(String name) {
    List<String> values = headers(name);
    assertThat(values).as("values of %s in %s", name, this).hasSizeLessThanOrEqualTo(1);
    return values.stream().findFirst();
  }

  List<String> headers(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  private byte[] bytes() {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** How many bytes the body has. */
  int length() {
    return raw.length();
  }

  /** The body as text; fails where it is not UTF-8. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("a body that is not UTF-8: " + status, e);
    }
  }

  JsonElement parsed() {
    return JsonParser.parseString(text());
  }

  /** The body as a JSON object; fails, naming the body, where it is something else. */
  JsonObject json() {
    JsonElement parsed = parsed();
    assertThat(parsed.isJsonObject()).as("a JSON object: %s", this).isTrue();
    return parsed.getAsJsonObject();
  }

  JsonArray array() {
    JsonElement parsed = parsed();
    assertThat(parsed.isJsonArray()).as("a JSON array: %s", this).isTrue();
    return parsed.getAsJsonArray();
  }

  /** This answer if it is a 200, for chaining. */
  RawResponse ok() {
    assertThat(status).as("status of %s", this).isEqualTo(200);
    return this;
  }

  @Override
  public String toString() {
    String text = new String(bytes(), StandardCharsets.UTF_8);
    return version
        + " "
        + status
        + " "
        + headers
        + " "
        + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
  }
}
