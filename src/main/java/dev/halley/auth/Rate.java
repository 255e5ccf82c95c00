package dev.halley.auth;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often somebody may do something: so many times in a while, and more at once who has not done
 * it for long. As text {@code 50/s burst 200}, or {@code off} for as often as they like.
 *
 * @param count how many times, 1 and up; 0 for as often as they like
 * @param per in which while
 * @param burst how many times at once at most, 1 and up
 */
public record Rate(int count, Per per, int burst) {

  /** What is taken, for error messages. */
  public static final String EXPECTED =
      "a rate such as 50/s burst 200 (/s, /min or /h; all of the burst within a day), or off";

  /** As often as they like. */
  public static final Rate OFF = new Rate(0, Per.SECOND, 0);

  private static final String OFF_TEXT = "off";

  /** A column of a rule holds no spaces, so there is a way to write it without. */
  private static final Pattern TEXT =
      Pattern.compile("([1-9][0-9]{0,8}) ?/ ?(s|min|h)(?:(?:,? ?burst[ =])([1-9][0-9]{0,8}))?");

  /** In which while. */
  public enum Per {
    SECOND("s", 1),
    MINUTE("min", 60),
    HOUR("h", 3600);

    private final String unit;
    private final int seconds;

    Per(String unit, int seconds) {
      this.unit = unit;
      this.seconds = seconds;
    }

    Duration time() {
      return Duration.ofSeconds(seconds);
    }

    private static Per of(String unit) {
      for (Per per : values()) {
        if (per.unit.equals(unit)) {
          return per;
        }
      }
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
  }

  public Rate {
    boolean isOff = count == 0 && burst == 0;
    if (!isOff
        && (count < 1
            || burst < 1
            || (long) burst * per.seconds > Duration.ofDays(1).toSeconds() * count)) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
  }

  /**
   * Reads a rate; one without a burst has as much as comes in its while.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static Rate parse(String text) {
    if (text.equals(OFF_TEXT)) {
      return OFF;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
    int count = Integer.parseInt(matcher.group(1));
    String burst = matcher.group(3);
    return new Rate(
        count, Per.of(matcher.group(2)), burst == null ? count : Integer.parseInt(burst));
  }

  /** So many times as often. */
  Rate times(int factor) {
    return new Rate(times(count, factor), per, times(burst, factor));
  }

  private static int times(int number, int factor) {
    return (int) Math.min(Integer.MAX_VALUE, (long) number * factor);
  }

  /** Whether it is no limit. */
  public boolean isOff() {
    return count == 0;
  }

  /** After how long nothing is left of what somebody did. */
  Duration whole() {
    return per.time().multipliedBy(burst).dividedBy(count);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isOff() ? OFF_TEXT : count + "/" + per.unit + " burst " + burst;
  }
}
