package dev.halley.containers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes broken requests from sound ones. The same seed and index make the same request, whatever
 * was made before, so that a failure can be repeated alone.
 *
 * @param seed of all inputs
 * @param token of a guest who may write to the room
 * @param spare a token that may be given back
 * @param room a channel that is watched
 * @param cursor over the room
 */
record FuzzInputs(long seed, String token, String spare, String room, String cursor) {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "1.5",
          "1e400",
          "-0",
          "00",
          "9223372036854775808",
          "NaN",
          "null",
          "true",
          "[]",
          "{}",
          "\"",
          "\\",
          "\\u0000",
          "\u0000",
          "\n",
          "\t",
          "%",
          "%00",
          "%ff",
          "%zz",
          "+",
          "&",
          "=",
          ";",
          "/",
          "//",
          "/..",
          "/../..",
          "/meta/x",
          "/service/x",
          "/room",
          "/room/*",
          "/room/😀",
          "/user/",
          "/user/\uff21",
          "/a/b/c/d/e/f/g/h/i",
          "é",
          "e\u0301",
          "\ufeff",
          "\u202e",
          "\uffff",
          "ﷺ",
          "<script>",
          "' or 1=1 --",
          "${jndi:x}",
          "../../etc/passwd",
          "x".repeat(65),
          "x".repeat(4097),
          "x".repeat(70_000),
          "__proto__");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-0",
          "12345678901234567890",
          "[]",
          "[[]]",
          "{}",
          "{\"a\":{}}",
          "[null]",
          "[0]",
          "\"\"",
          "[\"/room/a\",5]",
          "[\"/room/a\"]");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "\\u",
          "\\ud800",
          "\\u0000",
          "\u0000",
          "null",
          "1e",
          "-",
          "+",
          "/*",
          "//",
          "'",
          "NaN",
          "\ufeff",
          "[".repeat(200),
          "{\"a\":".repeat(120),
          "\"channel\":\"/room/a\",",
          "\n",
          "\t",
          "9".repeat(400),
          "e999999999");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "PATCH",
          "get",
          "BREW",
          "PROPFIND",
          "G\tT",
          "");

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: ",
          "Content-Type: /",
          "Content-Type: application/json;charset",
          "Content-Type: application/json; charset=\"",
          "Content-Type: text/plain;charset=utf-7",
          "Content-Type: multipart/form-data",
          "Content-Type: application/x-www-form-urlencoded",
          "Authorization: ",
          "Authorization: Bearer",
          "Authorization: Bearer  ",
          "Authorization: Bearer a.b.c",
          "Authorization: Basic !!!",
          "Authorization: Digest x",
          "Content-Length: 1",
          "Content-Length: -1",
          "Content-Length: x",
          "Content-Length: 99999999999999999999",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked, identity",
          "Expect: miracles",
          "Expect: 100-continue",
          "Host: ",
          "Host: a b",
          "Origin: null",
          "Origin: \u00ff",
          "Origin: https://a.example, https://b.example",
          "X-Forwarded-For: ",
          "X-Forwarded-For: not an address",
          "X-Forwarded-For: 1.2.3.4, 5.6.7.8",
          "X-Forwarded-For: [::1]:99999",
          "Forwarded: for=_hidden;by=\"",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "Accept: image/*",
          "Accept-Encoding: gzip;q=x",
          "Cookie: \u0001",
          "Connection: close",
          "Connection: upgrade\r\nUpgrade: websocket",
          "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c",
          "Last-Event-ID: \u00e9",
          "X: " + "y".repeat(9000),
          ": empty",
          "No colon",
          " folded: line");

  private static final List<String> STREAMS = List.of("/v1/stream", "/v1/events", "/v1/frame");

  FuzzInput input(int index) {
    Random random = new Random(seed * 1_000_003 + index);
    int kind = random.nextInt(100);
    if (kind < 50) {
      return parameters(index, random);
    }
    if (kind < 68) {
      return body(index, random);
    }
    return kind < 84 ? head(index, random) : bytes(index, random);
  }

  /** A sound request, whose message, if it writes one, carries the nonce of the index. */
  private Call call(int index, Random random) {
    String data = "{\"n\":\"" + FuzzInput.nonce(index) + "\",\"d\":[1.10,{\"k\":null}]}";
    return switch (random.nextInt(10)) {
      case 7 ->
          Call.to(one(STREAMS, random))
              .and("channel", room)
              .and("cursor", cursor)
              .and("callback", "f")
              .and("padding", 3);
      case 8 ->
          index % 2 == 0
              ? Call.to("/v1/leave").and("client", "fuzz")
              : Call.to("/v1/members")
                  .and("channel", "/private/fuzz")
                  .and("add", "bob")
                  .and("remove", "fuzz" + index);
      case 9 -> Call.publishJson(room, data).and("id", "fuzz-" + index).and("callback", "f.g");
      case 0 -> Call.poll(room, "/broadcast").and("history", 2).and("client", "fuzz");
      case 1 ->
          Call.poll(room).and("cursor", cursor).and("hold", 0).and("limit", 5).and("seq", index);
      case 2, 3 -> Call.publishJson(room, data).and("id", "fuzz-" + index);
      case 4 -> Call.history(room).and("before", 5).and("limit", 3);
      case 5 -> Call.to("/v1/info").and("x", index);
      default -> Call.session("Fuzz" + index).and("secret", "0123456789abcdef" + index);
    };
  }

  private static boolean isHeld(Call call) {
    return call.path().equals("/v1/poll") || STREAMS.contains(call.path());
  }

  private RawRequest encoded(Call call, Random random) {
    RawRequest request =
        switch (random.nextInt(5)) {
          case 0 -> call.asGet();
          case 1 -> call.asForm();
          case 2 -> call.asText();
          default -> call.asJson();
        };
    boolean session = call.path().startsWith("/v1/session");
    return random.nextInt(10) == 0
        ? request
        : request.header("Authorization", "Bearer " + (session ? spare : token));
  }

  private FuzzInput parameters(int index, Random random) {
    Call call = call(index, random);
    for (int i = 0; i <= random.nextInt(3); i++) {
      call = broken(call, random);
    }
    RawRequest request = encoded(call, random);
    // A container may cut who sends a long request line, in the middle of it.
    boolean mayHang = isHeld(call) || request.target().length() > 7000;
    return new FuzzInput(index, FuzzInput.Kind.PARAMETERS, request.wire(), mayHang);
  }

  private static Call broken(Call call, Random random) {
    List<Call.Parameter> parameters = new ArrayList<>(call.parameters());
    if (parameters.isEmpty()) {
      return call.and(one(TEXTS, random), one(TEXTS, random));
    }
    int at = random.nextInt(parameters.size());
    Call.Parameter old = parameters.get(at);
    switch (random.nextInt(6)) {
      case 0 -> parameters.remove(at);
      case 1 -> parameters.add(old);
      case 2 -> parameters.set(at, new Call.Parameter(one(TEXTS, random), old.value()));
      case 3 -> parameters.set(at, new Call.Parameter(old.name(), value(random)));
      case 4 -> parameters.add(new Call.Parameter(one(TEXTS, random), value(random)));
      default -> parameters.set(at, new Call.Parameter(old.name(), text(random)));
    }
    return new Call(call.path(), parameters);
  }

  private static JsonElement value(Random random) {
    return JsonParser.parseString(one(VALUES, random));
  }

  private static JsonElement text(Random random) {
    return new JsonPrimitive(one(TEXTS, random));
  }

  private FuzzInput body(int index, Random random) {
    Call call = call(index, random);
    String body = call.body();
    if (call.path().equals("/v1/publish") && random.nextInt(3) == 0) {
      JsonArray batch = new JsonArray();
      batch.add(call.object());
      batch.add(new JsonObject());
      body = batch.toString();
    }
    StringBuilder text = new StringBuilder(body);
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, one(PIECES, random));
        case 2 -> text.insert(at, text.substring(at, end));
        case 3 -> text.setLength(at);
        default -> text.replace(at, end, one(PIECES, random));
      }
    }
    RawRequest request =
        encoded(call, random)
            .method("POST")
            .target(call.path())
            .body(text.toString().getBytes(StandardCharsets.UTF_8));
    boolean mayHang = isHeld(call);
    return new FuzzInput(index, FuzzInput.Kind.BODY, request.wire(), mayHang);
  }

  private FuzzInput head(int index, Random random) {
    RawRequest request = encoded(call(index, random), random);
    for (int i = 0; i <= random.nextInt(3); i++) {
      switch (random.nextInt(8)) {
        case 0 -> request = request.method(one(METHODS, random));
        case 1 -> request = request.version(one(List.of("HTTP/1.0", "HTTP/9.9", ""), random));
        case 2 -> request = request.target(request.target() + one(TEXTS, random).strip());
        case 3 -> request = request.target(request.target().replace("/v1", "/v1/../v1//"));
        default -> {
          List<String> headers = new ArrayList<>(request.headers());
          headers.add(one(HEADERS, random));
          request =
              new RawRequest(
                  request.method(), request.target(), request.version(), headers, request.body());
        }
      }
    }
    return new FuzzInput(index, FuzzInput.Kind.HEAD, request.wire(), true);
  }

  private FuzzInput bytes(int index, Random random) {
    StringBuilder wire = new StringBuilder(encoded(call(index, random), random).wire());
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(wire.length());
      int end = Math.min(wire.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> wire.setCharAt(at, (char) (wire.charAt(at) ^ (1 << random.nextInt(8))));
        case 1 -> wire.setCharAt(at, (char) random.nextInt(256));
        case 2 -> wire.delete(at, end);
        default -> wire.insert(at, wire.substring(at, end));
      }
    }
    return new FuzzInput(index, FuzzInput.Kind.BYTES, wire.toString(), true);
  }

  private static <T> T one(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
