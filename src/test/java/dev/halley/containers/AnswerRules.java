package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Set;

/** What holds for every answer under {@code /v1}, and for every message in one. */
final class AnswerRules {

  private static final Set<String> CACHE =
      Set.of("no-store", "no-cache", "no-transform", "must-revalidate", "max-age=0");

  private AnswerRules() {}

  /** The headers that keep caches and proxies from harm. */
  static void headers(RawResponse response) {
    String cache = response.header("Cache-Control").orElse("");
    assertThat(Arrays.stream(cache.split(",")).map(String::strip))
        .as("Cache-Control of %s", response)
        .containsExactlyInAnyOrderElementsOf(CACHE);
    assertThat(response.header("Pragma")).as("Pragma of %s", response).contains("no-cache");
    assertThat(response.header("Expires")).as("Expires of %s", response).contains("0");
    assertThat(response.header("X-Accel-Buffering")).contains("no");
    assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers("Set-Cookie")).as("cookies of %s", response).isEmpty();
  }

  /** A good answer to a poll that does not beat: its headers and its fields, none but these. */
  static JsonObject poll(RawResponse response) {
    response.ok();
    headers(response);
    assertThat(response.header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(response.header("Content-Length")).contains("" + response.length());
    assertThat(response.header("Transfer-Encoding")).isEmpty();
    return fields(response.json());
  }

  /** The fields of an answer, none but these. */
  static JsonObject fields(JsonObject answer) {
    assertThat(answer.keySet())
        .contains("cursor", "messages", "hold", "delay")
        .isSubsetOf("cursor", "messages", "gaps", "more", "hold", "delay", "superseded");
    Person.cursorOf(answer);
    Person.messagesOf(answer).forEach(AnswerRules::message);
    assertThat(answer.get("hold").getAsInt()).isBetween(0, 300);
    assertThat(answer.get("delay").getAsLong()).isNotNegative();
    for (String flag : new String[] {"more", "superseded"}) {
      if (answer.has(flag)) {
        assertThat(answer.get(flag).getAsBoolean()).as("%s is said only if true", flag).isTrue();
      }
    }
    if (answer.has("gaps")) {
      assertThat(answer.getAsJsonArray("gaps")).as("gaps are said only if some").isNotEmpty();
    }
    return answer;
  }

  /** The fields of a message, none but these. */
  static void message(JsonObject message) {
    String channel = message.get("channel").getAsString();
    assertThat(message.keySet())
        .contains("channel", "offset", "id", "from", "time", "data")
        .isSubsetOf(
            "channel",
            "offset",
            "id",
            "from",
            "to",
            "time",
            "refers",
            "at",
            "corrected",
            "data",
            "removed");
    assertThat(message.has("to")).as("to in %s", message).isEqualTo(channel.startsWith("/user/"));
    assertThat(message.get("offset").getAsLong()).isPositive();
    assertThat(message.get("id").getAsString()).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(message.get("time").getAsLong()).isGreaterThan(1_600_000_000_000L);
  }
}
