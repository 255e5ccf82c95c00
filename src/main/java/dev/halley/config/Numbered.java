package dev.halley.config;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of one kind, each under a number of its own: {@code halley.rule-1}. Sources have no
 * order, so the number is the order, over all of them at once; of two with the same number the one
 * of the later source wins.
 */
final class Numbered {

  private final String kind;
  private final Pattern name;

  /**
   * Those of a kind.
   *
   * @param kind what stands before the number and its dash, such as {@code rule}
   */
  Numbered(String kind) {
    this.kind = kind;
    this.name = Pattern.compile(kind + "-([1-9][0-9]{0,3})");
  }

  /** Which keys there are, for people. */
  String keys() {
    return Setting.key(kind + "-1") + " to " + Setting.key(kind + "-9999");
  }

  /** Whether a setting of this name is one of them. */
  boolean has(String setting) {
    return name.matcher(setting).matches();
  }

  /** Reads the text of one of them. */
  interface Form<T> {
    T read(Source source, String name, String text);
  }

  /** Those of all sources, in the order of their numbers. */
  <T> List<T> find(List<Source> sources, Form<T> form) {
    SortedMap<Integer, T> found = new TreeMap<>();
    for (Source source : sources) {
      source
          .values()
          .forEach(
              (setting, text) -> {
                Matcher matcher = name.matcher(setting);
                if (matcher.matches()) {
                  found.put(Integer.valueOf(matcher.group(1)), form.read(source, setting, text));
                }
              });
    }
    return new ArrayList<>(found.values());
  }
}
