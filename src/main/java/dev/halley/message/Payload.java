package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher said: one JSON value (RFC 8259) as UTF-8 text without needless white space. It
 * is never taken apart again, so that numbers keep their digits and keys their order.
 */
public final class Payload {

  /** The JSON value {@code null}. */
  public static final Payload NULL = ofJson("null");

  private final byte[] json;

  private Payload(byte[] json) {
    this.json = json;
  }

  /**
   * Wraps text that a parser has found to be one JSON value. The array becomes the payload's own:
   * nobody may change it afterwards.
   */
  public static Payload ofJson(byte[] utf8) {
    return new Payload(utf8);
  }

  /** As {@link #ofJson(byte[])}, from a string. */
  public static Payload ofJson(String json) {
    return new Payload(json.getBytes(UTF_8));
  }

  /** The JSON text in UTF-8: shared, not to be changed. */
  public byte[] json() {
    return json;
  }

  /** Whether it is the JSON value {@code null}. */
  public boolean isNull() {
    return json.length == NULL.json.length && equals(NULL);
  }

  /** The length of the JSON text in bytes. */
  public int size() {
    return json.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload that && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  /** Says the size alone: a payload is nobody's business but its reader's. */
  @Override
  public String toString() {
    return "Payload[" + json.length + " bytes]";
  }
}
