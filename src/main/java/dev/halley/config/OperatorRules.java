package dev.halley.config;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Which keys there are, for people. */
  static final String KEYS = Setting.key("rule-1") + " to " + Setting.key("rule-9999");

  private static final Pattern NAME = Pattern.compile("rule-([1-9][0-9]{0,3})");

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
    return NAME.matcher(name).matches();
  }

  /**
   * Takes the rules of all sources; each was read before and is good in itself.
   *
   * @param sources the later wins
   * @throws SettingsException if a rule could never hold
   */
  static OperatorRules find(List<Source> sources) {
    SortedMap<Integer, Line> found = new TreeMap<>();
    for (Source source : sources) {
      source
          .values()
          .forEach(
              (name, text) -> {
                Matcher matcher = NAME.matcher(name);
                if (matcher.matches()) {
                  found.put(
                      Integer.valueOf(matcher.group(1)),
                      new Line(Rule.parse(text), source.where(name)));
                }
              });
    }
    OperatorRules rules = new OperatorRules(new ArrayList<>(found.values()));
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
