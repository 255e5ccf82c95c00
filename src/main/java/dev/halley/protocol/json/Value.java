package dev.halley.protocol.json;

import dev.halley.message.Payload;
import java.util.List;

/** What a request says for one parameter. */
sealed interface Value {

  /** What a query string or a form says for one name: several texts where it is repeated. */
  static Value of(List<String> texts) {
    return texts.size() == 1
        ? new Bare(texts.get(0))
        : new Many(texts.stream().<Value>map(Bare::new).toList());
  }

  /** From a query string or a form, where a number and a text look alike. */
  record Bare(String text) implements Value {}

  /** A JSON string. */
  record Text(String text) implements Value {}

  /** A JSON number, with the very digits. */
  record Digits(String digits) implements Value {}

  /** A JSON array, or a name that was repeated in a query string or a form. */
  record Many(List<Value> values) implements Value {}

  /** Any JSON value, not taken apart: what a message carries. */
  record Json(Payload payload) implements Value {}

  /** A JSON value that no parameter takes. */
  record Other() implements Value {}
}
