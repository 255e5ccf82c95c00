package dev.halley;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;

/**
 * On which floor each package stands. A package that is not here may not exist: who adds one
 * decides first where it stands.
 *
 * @param root the package above all floors, without a dot at its end
 */
record Floors(String root) {

  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          entry("message", 0),
          entry("broker", 1),
          entry("auth", 2),
          entry("hub", 3),
          entry("session", 4),
          entry("presence", 4),
          entry("marks", 4),
          entry("protocol", 5),
          entry("protocol.json", 6),
          entry("protocol.plain", 6),
          entry("protocol.bayeux", 6),
          entry("protocol.bosh", 6),
          entry("protocol.xmpp", 6),
          entry("transport", 7),
          entry("metrics", 7),
          entry("admin", 8),
          entry("config", 8),
          entry("server", 9));

  /** What implements the ports of floor 1, and what those ports speak of. */
  private static final Map<String, Integer> ANNEX = Map.of("embedded", 1, "redis", 1);

  /** The one import that goes along a floor: BOSH carries XMPP. */
  private static final Map<String, String> ALONG = Map.of("protocol.bosh", "protocol.xmpp");

  private static final String TOP = "server";

  /** That a class uses only what stands below it. */
  ArchCondition<JavaClass> importOnlyDown() {
    return new ArchCondition<>("import only down") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          complaint(item, dependency.getTargetClass().getBaseComponentType())
              .map(
                  why ->
                      SimpleConditionEvent.violated(item, why + ": " + dependency.getDescription()))
              .ifPresent(events::add);
        }
      }
    };
  }

  /** That a class is in a package that has its place. */
  ArchCondition<JavaClass> standOnAFloor() {
    return new ArchCondition<>("stand on a floor or in the annex") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String name = nameWithin(root, item);
        if (!FLOORS.containsKey(name) && !ANNEX.containsKey(name)) {
          events.add(
              SimpleConditionEvent.violated(item, item.getName() + " is on no floor, see Floors"));
        }
      }
    };
  }

  private Optional<String> complaint(JavaClass from, JavaClass to) {
    String user = nameWithin(root, from);
    String used = nameWithin(root, to);
    if (used.isEmpty() || user.equals(used) || used.equals(ALONG.get(user))) {
      return Optional.empty();
    }
    if (ANNEX.containsKey(used)) {
      return user.equals(TOP) ? Optional.empty() : Optional.of("only " + TOP + " knows the annex");
    }
    int below = ANNEX.containsKey(user) ? ANNEX.get(user) + 1 : floor(user);
    return floor(used) < below ? Optional.empty() : Optional.of(user + " is not above " + used);
  }

  private static int floor(String name) {
    return FLOORS.getOrDefault(name, Integer.MAX_VALUE);
  }

  /** The package of a class as the floors name it; empty if it is not below the root. */
  static String nameWithin(String root, JavaClass any) {
    String name = any.getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
  }
}
