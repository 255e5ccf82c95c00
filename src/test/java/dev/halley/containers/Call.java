package dev.halley.containers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a request says, before it is decided how: the parameters of one of the paths, to be written
 * as a query string, a JSON body or a form, which all must mean the same.
 *
 * @param path from the context path, {@code /v1/poll}
 * @param parameters in order; a name may come more than once
 */
record Call(String path, List<Parameter> parameters) {

  /** A parameter; the value as it stands in a JSON body. */
  record Parameter(String name, JsonElement value) {

    /** The value as a query string or form says it: text as it is, all else as JSON. */
    String text() {
      return value instanceof JsonPrimitive primitive && primitive.isString()
          ? primitive.getAsString()
          : value.toString();
    }

    String encoded() {
      return URLEncoder.encode(name, StandardCharsets.UTF_8)
          + "="
          + URLEncoder.encode(text(), StandardCharsets.UTF_8);
    }
  }

  Call {
    parameters = List.copyOf(parameters);
  }

  static Call to(String path) {
    return new Call(path, List.of());
  }

  /** A poll that is answered at once, unless {@code hold} is said otherwise. */
  static Call poll(String... channels) {
    Call call = to("/v1/poll");
    for (String channel : channels) {
      call = call.and("channel", channel);
    }
    return call;
  }

  static Call poll(List<String> channels) {
    return poll(channels.toArray(String[]::new));
  }

  static Call publish(String channel, String text) {
    return to("/v1/publish").and("channel", channel).and("data", text);
  }

  /** A publish of a payload that is given as JSON text. */
  static Call publishJson(String channel, String json) {
    return to("/v1/publish").and("channel", channel).and("data", JsonParser.parseString(json));
  }

  static Call history(String channel) {
    return to("/v1/history").and("channel", channel);
  }

  static Call session(String name) {
    return to("/v1/session").and("name", name);
  }

  Call and(String name, String value) {
    return and(name, new JsonPrimitive(value));
  }

  Call and(String name, long value) {
    return and(name, new JsonPrimitive(value));
  }

  Call and(String name, JsonElement value) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value));
    return new Call(path, more);
  }

  Call without(String name) {
    return new Call(path, parameters.stream().filter(p -> !p.name().equals(name)).toList());
  }

  String query() {
    return parameters.stream().map(Parameter::encoded).collect(Collectors.joining("&"));
  }

  /** The parameters as one object; a name that came more than once is an array. */
  JsonObject object() {
    JsonObject object = new JsonObject();
    for (Parameter parameter : parameters) {
      JsonElement before = object.get(parameter.name());
      JsonElement value = parameter.value().deepCopy();
      if (before == null) {
        object.add(parameter.name(), value);
      } else if (before.isJsonArray()) {
        before.getAsJsonArray().add(value);
      } else {
        JsonArray both = new JsonArray();
        both.add(before);
        both.add(value);
        object.add(parameter.name(), both);
      }
    }
    return object;
  }

  String body() {
    return object().toString();
  }

  RawRequest asGet() {
    return RawRequest.get(parameters.isEmpty() ? path : path + "?" + query());
  }

  RawRequest asJson() {
    return RawRequest.post(path, body()).type("application/json");
  }

  RawRequest asText() {
    return RawRequest.post(path, body()).type("text/plain;charset=UTF-8");
  }

  RawRequest asUntyped() {
    return RawRequest.post(path, body());
  }

  RawRequest asForm() {
    return RawRequest.post(path, query()).type("application/x-www-form-urlencoded");
  }

  Call andNull(String name) {
    return and(name, JsonNull.INSTANCE);
  }
}
