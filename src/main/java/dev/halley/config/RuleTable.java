package dev.halley.config;

import dev.halley.auth.Access;
import dev.halley.auth.Rate;
import dev.halley.broker.Retention;
import dev.halley.message.Rules;
import dev.halley.presence.PresenceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The rules that are in force, cut into the column that each package takes.
 *
 * @param rules in order: the first whose pattern covers a channel holds for it
 */
record RuleTable(List<Rule> rules) {

  RuleTable {
    rules = List.copyOf(rules);
  }

  Rules<Access> access() {
    return column(Rule::access);
  }

  Rules<Retention> retention() {
    return column(Rule::retention);
  }

  /** How often a user may publish to one channel. */
  Rules<Rate> rates() {
    return column(Rule::rate);
  }

  /**
   * How long who reads which channel waits for more.
   *
   * @param fallback where the rule does not say
   */
  Rules<Duration> linger(Duration fallback) {
    return column(rule -> Objects.requireNonNullElse(rule.linger(), fallback));
  }

  /** Where it is kept who is there. */
  Rules<PresenceSettings.Kept> presence() {
    return column(
        rule -> {
          if (rule.presence() == null) {
            return PresenceSettings.Kept.IN_ROOMS;
          }
          return rule.presence() ? PresenceSettings.Kept.ON : PresenceSettings.Kept.OFF;
        });
  }

  private <T> Rules<T> column(Function<Rule, T> column) {
    return new Rules<>(
        rules.stream().map(rule -> new Rules.Line<>(rule.pattern(), column.apply(rule))).toList());
  }
}
