package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sets, and what of it stops the start. */
class SettingsIT {

  @Test
  void withoutGuestsNobodyGetsATokenForTheAsking(@TempDir Path data) {
    try (Site site = Site.start(Container.JETTY, data, Map.of("guests", "off"))) {
      RawResponse refused = site.ask(Call.session("alice").asJson());

      Problems.refused(refused, 403, "forbidden");
      assertThat(site.ask(Call.to("/v1/info").asGet()).ok().json().get("guests").getAsBoolean())
          .isFalse();
      AnswerRules.poll(site.anonymous().ask(Call.poll("/broadcast")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max-message, many, many",
    "hold-max, -5, -5",
    "max-massage, 100, unknown",
    "rule-3, /room/* read=user publish=all, publish=all"
  })
  void settingThatIsWrongStopsTheStartAndIsNamed(
      String key, String value, String said, @TempDir Path data) {
    String printed = ServerProcess.refusal(Container.JETTY, data, Map.of(key, value));

    assertThat(printed.lines())
        .as("a sentence with the key in %s", printed)
        .anyMatch(line -> line.contains(key) && line.contains(said));
  }

  @Test
  void ruleOfTheOperatorHoldsBeforeTheDefaults(@TempDir Path data) {
    Map<String, String> rules =
        Map.of(
            "rule-2", "/room/* read=anyone publish=user",
            "rule-1", "/room/board read=anyone publish=nobody");
    try (Site site = Site.start(Container.JETTY, data, rules)) {
      AnswerRules.poll(site.anonymous().ask(Call.poll("/room/tea")));
      AnswerRules.poll(site.anonymous().ask(Call.poll("/room/board")));
      Problems.refused(
          site.guest("alice").ask(Call.publish("/room/board", "\"no\"")), 403, "forbidden");
      Problems.refused(site.anonymous().ask(Call.poll("/room/tea/typing")), 401, "token-required");
    }
  }
}
