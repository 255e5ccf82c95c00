package dev.halley.config;

import dev.halley.auth.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the container's roles allow, each under a number of its own as rules are: {@code
 * halley.role-1}. Of two with the same number the one of the later source wins.
 */
final class OperatorRoles {

  /** Which keys there are, for people. */
  static final String KEYS = Setting.key("role-1") + " to " + Setting.key("role-9999");

  private static final Pattern NAME = Pattern.compile("role-([1-9][0-9]{0,3})");

  private OperatorRoles() {}

  /** Whether a setting of this name is a role. */
  static boolean isRole(String name) {
    return NAME.matcher(name).matches();
  }

  /** Takes the roles of all sources; each was read before and is good in itself. */
  static List<Role> find(List<Source> sources) {
    SortedMap<Integer, Role> found = new TreeMap<>();
    for (Source source : sources) {
      source
          .values()
          .forEach(
              (name, text) -> {
                Matcher matcher = NAME.matcher(name);
                if (matcher.matches()) {
                  found.put(Integer.valueOf(matcher.group(1)), Role.parse(text));
                }
              });
    }
    return new ArrayList<>(found.values());
  }
}
