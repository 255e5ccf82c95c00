package dev.halley.metrics;

import static java.util.Objects.requireNonNull;

import dev.halley.hub.Carrier;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of one carrier.
 *
 * @param open readers that are held or streamed to
 * @param answers what they were told
 * @param messages those that were in the answers
 */
record CarrierMeters(LongAdder open, Counts<Kind> answers, CounterDataPoint messages) {

  /** What a reader was told, or why it was told nothing more. */
  enum Kind {
    MESSAGE,
    /** Of what is gone, and no message. */
    GAP,
    /** Where it stands, and no message: the first answer of one that brought no cursor. */
    POSITION,
    HOLD_RAN_OUT,
    SUPERSEDED,
    EXPIRED,
    REMOVED,
    GONE,
    DRAINED,
    FAILED
  }

  /** Registers what is counted, for every carrier. */
  static Map<Carrier, CarrierMeters> register(Registrar registrar) {
    Counter answers =
        registrar.counter(
            "halley_answers_total",
            "What readers were told, and why they were told nothing more.",
            "carrier",
            "kind");
    Counter messages =
        registrar.counter(
            "halley_messages_delivered_total",
            "Messages handed to the wires of readers: each once for each reader.",
            "carrier");
    Map<Carrier, CarrierMeters> each = new EnumMap<>(Carrier.class);
    for (Carrier carrier : Carrier.values()) {
      String word = Registrar.word(carrier);
      Counts<Kind> kinds =
          new Counts<>(Kind.class, kind -> answers.labelValues(word, Registrar.word(kind)));
      each.put(carrier, new CarrierMeters(new LongAdder(), kinds, messages.labelValues(word)));
    }
    registrar.gauges(
        "halley_deliveries",
        "Readers that are held or streamed to now.",
        "carrier",
        Carrier.class,
        carrier -> requireNonNull(each.get(carrier)).open.sum());
    return each;
  }
}
