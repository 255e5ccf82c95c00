package dev.halley.containers;

import static dev.halley.containers.Person.messagesOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payloads come out as they went in: digits, order, every character. */
class PayloadIT {

  /** JSON texts that must come back as they are; Gson's tree keeps digits and order too. */
  private static final List<String> EXACT =
      List.of(
          "12345678901234567890",
          "1.10",
          "1e400",
          "-0",
          "-0.0",
          "1E+2",
          "0.1000000000000000000000000000000000000000000001",
          "true",
          "false",
          "null",
          "\"\"",
          "[]",
          "{}",
          "[[],{},[null]]",
          "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
          "{\"__proto__\":{\"x\":1},\"constructor\":2}",
          "{\"\":1,\" \":2}",
          "{\"data\":{\"channel\":\"/room/x\",\"offset\":1}}",
          "\"\u00e9\u4e2d\ud83d\ude00 e\u0301 \u202e\"",
          "{\"\ud83d\ude00\":\"\ud83d\ude00\"}",
          "\"<script>&amp;</script>'`\"",
          "\"a\\\\b\\\"c\"");

  /** JSON texts, and the characters that they mean. */
  private static final List<List<String>> MEANT =
      List.of(
          List.of("\"\\ud83d\\ude00\"", "\ud83d\ude00"),
          List.of("\"\\u2028\\u2029\"", "\u2028\u2029"),
          List.of("\"\u2028\u2029\"", "\u2028\u2029"),
          List.of("\"\\u0000\\u0001\\u001f\\u007f\"", "\u0000\u0001\u001f\u007f"),
          List.of("\"\\n\\r\\t\\b\\f\\/\"", "\n\r\t\b\f/"),
          List.of("\"\\u0041\\u00e9\"", "A\u00e9"),
          List.of("\"\ufeff\ufffe\uffff\"", "\ufeff\ufffe\uffff"),
          List.of("\"caf\u00e9 cafe\u0301\"", "caf\u00e9 cafe\u0301"));

  private static RawRequest publish(String room, String json) {
    return RawRequest.post("/v1/publish", "{\"channel\":\"" + room + "\",\"data\":" + json + "}")
        .type("application/json");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void payloadsAreHandedOnUnchanged(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String json : EXACT) {
      String room = site.room();
      String cursor = alice.cursor(room);
      alice.ask(publish(room, json)).ok();

      JsonObject polled = messagesOf(alice.poll(Call.poll(room).and("cursor", cursor))).get(0);
      JsonObject read = alice.all(room).get(0);

      assertThat(polled.get("data").toString()).isEqualTo(json);
      assertThat(read.get("data").toString()).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void escapesKeepTheirMeaning(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (List<String> pair : MEANT) {
      String room = site.room();
      alice.ask(publish(room, pair.get(0))).ok();

      assertThat(alice.all(room).get(0).get("data").getAsString()).isEqualTo(pair.get(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void spacingOfAPayloadMayVanishButNothingElse(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.ask(publish(room, " {\t\"b\" : 1.0 ,\r\n \"a\" : [ 1 , \" x \" ] } ")).ok();

    assertThat(alice.all(room).get(0).get("data").toString())
        .isEqualTo("{\"b\":1.0,\"a\":[1,\" x \"]}");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void payloadOfSixtyFourKibibytesIsTakenOneByteMoreIsNot(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String full = "\"" + "x".repeat(65_534) + "\"";
    String accents = "\"" + "é".repeat(32_767) + "\"";

    alice.ask(publish(room, full)).ok();
    alice.ask(publish(room, accents)).ok();
    RawResponse over = alice.ask(publish(room, "\"" + "x".repeat(65_535) + "\""));
    RawResponse overInBytes = alice.ask(publish(room, "\"" + "é".repeat(32_768) + "\""));

    Problems.refused(over, 413, "message-too-large");
    Problems.refused(overInBytes, 413, "message-too-large");
    assertThat(alice.all(room).stream().map(m -> m.get("data").toString()))
        .containsExactly(full, accents);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void payloadMayBeNestedAsDeepAsABodyMay(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    String deep = "[".repeat(99) + "]".repeat(99);

    alice.ask(publish(room, deep)).ok();
    RawResponse tooDeep = alice.ask(publish(room, "[" + deep + "]"));
    RawResponse farTooDeep = alice.ask(publish(room, "[".repeat(30_000) + "]".repeat(30_000)));

    Problems.refused(tooDeep, 400, "invalid-json");
    Problems.refused(farTooDeep, 400, "invalid-json");
    assertThat(alice.all(room).get(0).get("data").toString()).isEqualTo(deep);
  }
}
