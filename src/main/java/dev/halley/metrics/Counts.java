package dev.halley.metrics;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A counter for each constant of an enum, which a label tells apart.
 *
 * @param <E> the enum
 */
final class Counts<E extends Enum<E>> {

  private final Map<E, CounterDataPoint> each;

  /** Makes them all, each under the label that says its constant. */
  Counts(Class<E> type, Function<E, CounterDataPoint> counter) {
    each = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      each.put(constant, counter.apply(constant));
    }
  }

  /** One more. */
  void add(E constant) {
    requireNonNull(each.get(constant)).inc(1L);
  }
}
