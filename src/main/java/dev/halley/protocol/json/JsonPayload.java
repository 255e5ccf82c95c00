package dev.halley.protocol.json;

import dev.halley.message.Payload;
import dev.halley.protocol.JsonBuffer;

/** Payloads that come from code in this process, held to what the protocol asks of any other. */
public final class JsonPayload {

  private JsonPayload() {}

  /**
   * Reads JSON text.
   *
   * @param most how many bytes of UTF-8 it may have
   * @throws IllegalArgumentException if it is not JSON as the protocol takes it, or longer
   */
  public static Payload of(String text, int most) {
    JsonBuffer json = new JsonBuffer(text.length() + 2);
    try {
      JsonTokens tokens = JsonTokens.of(text);
      tokens.copy(tokens.next(), json);
      tokens.end();
    } catch (RefusedJson refused) {
      throw new IllegalArgumentException(
          "expected " + RefusedJson.EXPECTED + "; found " + refused.found(), refused);
    }
    byte[] bytes = json.bytes();
    if (bytes.length > most) {
      throw new IllegalArgumentException(
          "expected at most " + most + " bytes of JSON; found " + bytes.length);
    }
    return Payload.ofJson(bytes);
  }
}
