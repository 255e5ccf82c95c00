package dev.halley.protocol.json;

import dev.halley.message.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request says for one parameter. */
sealed interface Value {

  /** Adds what a query string or a form says for one name, which may be repeated there. */
  static void add(Map<String, Value> fields, String name, String text) {
    Bare value = new Bare(text);
    Value before = fields.putIfAbsent(name, value);
    if (before instanceof Many many) {
      many.values.add(value);
    } else if (before != null) {
      List<Value> several = new ArrayList<>();
      several.add(before);
      several.add(value);
      fields.put(name, new Many(several));
    }
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
