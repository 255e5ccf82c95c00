package dev.halley.protocol.json;

import dev.halley.message.Payload;
import java.util.List;

/** What a request says for one parameter. */
sealed interface Value {

  /** From a query string or a form, where a number and a text look alike. */
  record Bare(String text) implements Value {}

  /** A JSON string. */
  record Text(String text) implements Value {}

  /** A JSON number, with the very digits. */
  record Number(String digits) implements Value {}

  /** A JSON array, or a name that was repeated in a query string or a form. */
  record Many(List<Value> values) implements Value {}

  /** Any JSON value, not taken apart: what a message carries. */
  record Json(Payload payload) implements Value {}

  /** A JSON value that no parameter takes. */
  record Other() implements Value {}
}
