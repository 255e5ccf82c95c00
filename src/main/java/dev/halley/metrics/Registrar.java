package dev.halley.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Makes what is counted, all of it at the start.
 *
 * <p>The registry is the application's own, as another application in the container may have the
 * library too. What the library's configuration says is for others: exemplars would start a thread
 * that nobody stops.
 */
final class Registrar {

  private final PrometheusRegistry registry;
  private final PrometheusProperties defaults = PrometheusProperties.builder().build();

  Registrar(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** A counter, and by which labels its parts are told apart. */
  Counter counter(String name, String help, String... labels) {
    Counter.Builder builder = Counter.builder(defaults).name(name).help(help).labelNames(labels);
    builder.withoutExemplars();
    return builder.register(registry);
  }

  /** A number that is asked for when it is read. */
  void gauge(String name, String help, DoubleSupplier now) {
    GaugeWithCallback.builder(defaults)
        .name(name)
        .help(help)
        .callback(callback -> callback.call(now.getAsDouble()))
        .register(registry);
  }

  /** A number for each constant. */
  <E extends Enum<E>> void gauges(
      String name, String help, String label, Class<E> type, ToDoubleFunction<E> now) {
    GaugeWithCallback.builder(defaults)
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(
            callback -> {
              for (E constant : type.getEnumConstants()) {
                callback.call(now.applyAsDouble(constant), word(constant));
              }
            })
        .register(registry);
  }

  /** A spread without a label. */
  Spread spread(String name, String help, Spread.Scale scale) {
    return spreads(name, help, scale).with(Labels.EMPTY);
  }

  /** Spreads that are to be told apart by labels. */
  Spreads spreads(String name, String help, Spread.Scale scale) {
    Spreads spreads = new Spreads(name, help, scale);
    registry.register(spreads);
    return spreads;
  }

  /** What is the same for as long as the server runs. */
  void info(String name, String help, String label, String value) {
    Info info = Info.builder(defaults).name(name).help(help).labelNames(label).register(registry);
    info.setLabelValues(value);
  }

  /** A constant as a label says it: {@code hold_ran_out}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
