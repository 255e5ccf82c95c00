package dev.halley.config;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Rate;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.message.ChannelPattern;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the channels of a pattern: a line of settings, which {@link RuleTable} cuts into
 * the column of each package. As text it is the pattern and then its columns, in any order, divided
 * by spaces: {@code /room/* read=user publish=user messages=100000 age=365d durability=durable}.
 *
 * @param linger how long who reads a busy channel waits for more; null for what the setting says
 * @param rate how often a user may publish to one of the channels
 * @param presence whether it is kept who is there; null for where that is so for rooms
 */
record Rule(
    ChannelPattern pattern,
    Access access,
    Retention retention,
    @Nullable Duration linger,
    Rate rate,
    @Nullable Boolean presence) {

  private static final Form<Who> WHO = Form.Choice.of(Who.class);
  private static final Form<Long> MESSAGES = Form.Quantity.of(Unit.COUNT, "1", "1000000000");
  private static final Form<Long> AGE = Form.Quantity.of(Unit.SECONDS, "1 s", "3650 d");
  private static final Form<Durability> DURABILITY = Form.Choice.of(Durability.class);
  private static final Form<Long> LINGER = SettingsTable.LINGER.form();
  private static final Form<Rate> RATE =
      new Form.Foreign<>(Rate::parse, "a rate such as 5/s,burst=20, or off");

  private static final Form<Boolean> PRESENCE = new Form.Switch();

  private static final List<String> COLUMNS =
      List.of("read", "publish", "messages", "age", "durability", "linger", "rate", "presence");

  /** Below this first segment channels have an owner. */
  private static final String OWNED = "user";

  /** Below this first segment channels have members. */
  private static final String PRIVATE = "private";

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with what was expected and what was found
   */
  static Rule parse(String text) {
    List<String> words = Arrays.asList(text.strip().split("\\s+"));
    ChannelPattern pattern = ChannelPattern.of(words.get(0));
    Map<String, String> columns = columns(words.subList(1, words.size()));
    Access access = new Access(who(pattern, "read", columns), who(pattern, "publish", columns));
    Retention retention =
        new Retention(
            column("durability", DURABILITY, columns, "durable"),
            column("messages", MESSAGES, columns, "100000"),
            Duration.ofSeconds(column("age", AGE, columns, "365d")));
    Duration linger =
        columns.containsKey("linger")
            ? Duration.ofMillis(column("linger", LINGER, columns, ""))
            : null;
    Boolean presence =
        columns.containsKey("presence") ? column("presence", PRESENCE, columns, "") : null;
    Rate rate = column("rate", RATE, columns, "off");
    return new Rule(pattern, access, retention, linger, rate, presence);
  }

  private static Map<String, String> columns(List<String> words) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String word : words) {
      int sign = word.indexOf('=');
      String name = sign < 0 ? word : word.substring(0, sign);
      if (sign < 0 || !COLUMNS.contains(name)) {
        throw new IllegalArgumentException(
            "expected columns NAME=VALUE, divided by spaces, with one of the names "
                + String.join(", ", COLUMNS)
                + "; found "
                + word);
      }
      if (columns.put(name, word.substring(sign + 1)) != null) {
        throw new IllegalArgumentException("expected each column once; found " + name + " twice");
      }
    }
    return columns;
  }

  /** Nobody is let in by a default: these two must be said. */
  private static Who who(ChannelPattern pattern, String name, Map<String, String> columns) {
    if (!columns.containsKey(name)) {
      throw new IllegalArgumentException(
          "expected who may " + name + ", as " + name + "=user; found no such column");
    }
    Who who = column(name, WHO, columns, "");
    if (who == Who.OWNER) {
      mustBeBelow(OWNED, pattern, name + "=owner", "an owner");
    } else if (who == Who.MEMBER) {
      mustBeBelow(PRIVATE, pattern, name + "=member", "members");
    }
    return who;
  }

  private static void mustBeBelow(
      String first, ChannelPattern pattern, String column, String what) {
    if (!pattern.isBelow(first)) {
      throw new IllegalArgumentException(
          "expected "
              + column
              + " only for /"
              + first
              + "/…, because no other channel has "
              + what
              + "; found it for "
              + pattern);
    }
  }

  private static <T> T column(
      String name, Form<T> form, Map<String, String> columns, String fallback) {
    String text = columns.getOrDefault(name, fallback);
    try {
      return form.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected " + name + " of " + form.range() + "; found " + name + "=" + text, e);
    }
  }

  /** As {@link #parse} reads it, with every column that it says or takes by default. */
  @Override
  public String toString() {
    String text =
        pattern
            + " read="
            + WHO.write(access.read())
            + " publish="
            + WHO.write(access.publish())
            + " messages="
            + retention.messages()
            + " age="
            + written(AGE, retention.age().toSeconds())
            + " durability="
            + DURABILITY.write(retention.durability());
    if (linger != null) {
      text += " linger=" + written(LINGER, linger.toMillis());
    }
    if (!rate.isOff()) {
      text += " rate=" + rate.toString().replace(" burst ", ",burst=");
    }
    return presence == null ? text : text + " presence=" + PRESENCE.write(presence);
  }

  /** A space would divide columns. */
  private static String written(Form<Long> form, long value) {
    return form.write(value).replace(" ", "");
  }
}
