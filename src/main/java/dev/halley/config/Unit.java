package dev.halley.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a quantity is counted in.
 *
 * @param steps its sizes, from the smallest, whose factor is 1
 */
record Unit(List<Step> steps) {

  /** Things: no unit is written. */
  static final Unit COUNT = new Unit(List.of(new Step("", "", 1)));

  /** Bytes: {@code 65536}, {@code 64 KiB} and {@code 64k} are the same. */
  static final Unit BYTES =
      new Unit(
          List.of(
              new Step("B", "B", 1),
              new Step("KiB", "k", 1L << 10),
              new Step("MiB", "m", 1L << 20),
              new Step("GiB", "g", 1L << 30)));

  /** Time: {@code 300}, {@code 300 s}, {@code 5 min} and {@code 5m} are the same. */
  static final Unit SECONDS =
      new Unit(
          List.of(
              new Step("s", "s", 1),
              new Step("min", "m", 60),
              new Step("h", "h", 60 * 60),
              new Step("d", "d", 24 * 60 * 60)));

  /** Short times: {@code 25} and {@code 25 ms} are the same. */
  static final Unit MILLISECONDS =
      new Unit(List.of(new Step("ms", "ms", 1), new Step("s", "s", 1000)));

  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");

  /** One size of the unit, with its usual and its short name. */
  record Step(String name, String brief, long factor) {

    boolean isCalled(String text) {
      return text.equalsIgnoreCase(name) || text.equalsIgnoreCase(brief);
    }

    /** What no long holds is the largest long, and so above every limit. */
    long times(long number) {
      return number > Long.MAX_VALUE / factor ? Long.MAX_VALUE : number * factor;
    }
  }

  /**
   * A number without a unit is in the smallest.
   *
   * @throws IllegalArgumentException if the text is no whole number of these units
   */
  long read(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a whole number");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit.isEmpty()) {
      return number;
    }
    return steps.stream()
        .filter(step -> step.isCalled(unit))
        .findFirst()
        .map(step -> step.times(number))
        .orElseThrow(() -> new IllegalArgumentException("expected a unit that is known"));
  }

  /** In the largest unit that leaves a whole number. */
  String write(long quantity) {
    for (int i = steps.size() - 1; i > 0; i--) {
      long factor = steps.get(i).factor();
      if (quantity >= factor && quantity % factor == 0) {
        return quantity / factor + " " + steps.get(i).name();
      }
    }
    return (quantity + " " + steps.get(0).name()).strip();
  }
}
