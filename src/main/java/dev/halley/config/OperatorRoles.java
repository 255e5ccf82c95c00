package dev.halley.config;

import dev.halley.auth.Role;
import java.util.List;

/**
 * What the container's roles allow, each under a number of its own as rules are: {@code
 * halley.role-1}. Of two with the same number the one of the later source wins.
 */
final class OperatorRoles {

  private static final Numbered NUMBERED = new Numbered("role");

  /** Which keys there are, for people. */
  static final String KEYS = NUMBERED.keys();

  private OperatorRoles() {}

  /** Whether a setting of this name is a role. */
  static boolean isRole(String name) {
    return NUMBERED.has(name);
  }

  /** Takes the roles of all sources; each was read before and is good in itself. */
  static List<Role> find(List<Source> sources) {
    return NUMBERED.find(sources, (source, name, text) -> Role.parse(text));
  }
}
