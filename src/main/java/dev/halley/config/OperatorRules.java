package dev.halley.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules that the operator has set, each under a number of its own, because a properties file,
 * an environment and system properties have no order: {@code halley.rule-10}, {@code
 * HALLEY_RULE_10}. The numbers say the order. As with every setting, of two with the same number
 * the one of the later source wins.
 *
 * @param lines in order
 */
record OperatorRules(List<Line> lines) {

  private static final Numbered NUMBERED = new Numbered("rule");

  /** Which keys there are, for people. */
  static final String KEYS = NUMBERED.keys();

  OperatorRules {
    lines = List.copyOf(lines);
  }

  /**
   * A rule as it was found.
   *
   * @param where it was found, for people
   */
  record Line(Rule rule, String where) {

    @Override
    public String toString() {
      return rule + " (" + where + ")";
    }
  }

  /** Whether a setting of this name is a rule. */
  static boolean isRule(String name) {
    return NUMBERED.has(name);
  }

  /**
   * Takes the rules of all sources; each was read before and is good in itself.
   *
   * @param sources the later wins
   * @throws SettingsException if a rule could never hold
   */
  static OperatorRules find(List<Source> sources) {
    OperatorRules rules =
        new OperatorRules(
            NUMBERED.find(
                sources, (source, name, text) -> new Line(Rule.parse(text), source.where(name))));
    rules.checkEachCanHold();
    return rules;
  }

  /** A rule below one that covers all of its channels is a mistake in their order. */
  private void checkEachCanHold() {
    for (int i = 0; i < lines.size(); i++) {
      for (int before = 0; before < i; before++) {
        if (lines.get(before).rule().pattern().covers(lines.get(i).rule().pattern())) {
          throw new SettingsException(
              "Expected the narrower of two rules first, with the lower number; found "
                  + lines.get(i)
                  + ", which can never hold, because "
                  + lines.get(before)
                  + " covers all of its channels");
        }
      }
    }
  }

  /** The rules, in order. */
  List<Rule> rules() {
    return lines.stream().map(Line::rule).toList();
  }

  /** Every rule and where it was found; empty if there is none. */
  String summary() {
    return lines.stream().map(Line::toString).collect(Collectors.joining(", "));
  }
}
