package dev.halley;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;

/**
 * Which package may use which library. One that is not here is used by none: who adds one decides
 * first whose it is.
 *
 * @param root the package above all floors, without a dot at its end
 */
record Libraries(String root) {

  private static final List<String> EVERYWHERE = List.of("java.", "org.jspecify.annotations.");

  private static final Map<String, List<String>> OWNERS =
      Map.of(
          "io.prometheus.metrics.", List.of("metrics"),
          "jakarta.servlet.", List.of("transport", "admin", "server"),
          "jakarta.websocket.", List.of("transport", "admin", "server"),
          "com.fasterxml.jackson.core.", List.of("protocol", "protocol.json", "protocol.plain"),
          "com.github.benmanes.caffeine.", List.of("protocol", "auth", "presence", "embedded"),
          "com.nimbusds.", List.of("auth"),
          "io.github.bucket4j.", List.of("auth"),
          "javax.crypto.", List.of("auth"),
          "org.h2.mvstore.", List.of("embedded"));

  /** What a value has no use for: floor 0 has no threads and no I/O. */
  private static final List<String> NOT_FOR_VALUES =
      List.of(
          "java.io.",
          "java.net.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.util.concurrent.",
          "java.lang.Thread");

  private static final String VALUES = "message";

  /** That a class uses the libraries of its package, and no others. */
  ArchCondition<JavaClass> useOnlyTheirLibraries() {
    return new ArchCondition<>("use only the libraries of their package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (!used.isPrimitive() && !mayUse(item, used.getName())) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  private boolean mayUse(JavaClass user, String used) {
    String within = Floors.nameWithin(root, user);
    if (within.equals(VALUES) && startsWithOneOf(used, NOT_FOR_VALUES)) {
      return false;
    }
    return used.startsWith(root + ".")
        || startsWithOneOf(used, EVERYWHERE)
        || OWNERS.entrySet().stream()
            .anyMatch(
                library ->
                    used.startsWith(library.getKey()) && library.getValue().contains(within));
  }

  private static boolean startsWithOneOf(String name, List<String> starts) {
    return starts.stream().anyMatch(name::startsWith);
  }
}
