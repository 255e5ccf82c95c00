package dev.halley.metrics;

import static java.util.Objects.requireNonNull;

import dev.halley.broker.Appended;
import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.HubEvents;
import dev.halley.message.Message;
import dev.halley.metrics.CarrierMeters.Kind;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Counts what the hub does. */
final class HubMeters implements HubEvents {

  /** What became of a message that somebody wanted to publish. */
  enum Outcome {
    STORED,
    DUPLICATE,
    ID_TAKEN,
    CANNOT_REFER,
    OVERLOADED,
    FAILED
  }

  private final InstantSource clock;
  private final Map<Carrier, CarrierMeters> carriers;
  private final Counts<Outcome> published;
  private final CounterDataPoint publishedBytes;
  private final Spread publishTime;
  private final Spread wakeTime;
  private final Spread waiting;
  private final Spread returning;

  /**
   * Registers what it counts.
   *
   * @param clock that which gives messages their time
   */
  HubMeters(Registrar registrar, InstantSource clock) {
    this.clock = clock;
    carriers = CarrierMeters.register(registrar);
    Counter outcomes =
        registrar.counter(
            "halley_messages_published_total",
            "Messages that were to be stored, by what became of them.",
            "outcome");
    published =
        new Counts<>(Outcome.class, outcome -> outcomes.labelValues(Registrar.word(outcome)));
    publishedBytes =
        registrar
            .counter(
                "halley_messages_published_bytes_total",
                "Payloads of the messages that were stored.")
            .labelValues();
    publishTime =
        registrar.spread(
            "halley_publish_seconds",
            "From a publish, parsed and allowed, to the end of its append.",
            Spread.Scale.nanos());
    wakeTime =
        registrar.spread(
            "halley_wake_seconds",
            "From the wake-up of a reader that waited until all that were woken with it had their"
                + " answers written.",
            Spread.Scale.nanos());
    Spreads ages =
        registrar.spreads(
            "halley_delivery_seconds",
            "From a message's own time until it was handed to a reader's wire.",
            Spread.Scale.millis());
    waiting = ages.with(Labels.of("reader", "waiting"));
    returning = ages.with(Labels.of("reader", "returning"));
  }

  @Override
  public void published(Appended outcome, int bytes, long nanos) {
    Outcome what = outcome(outcome);
    published.add(what);
    if (what == Outcome.STORED) {
      publishedBytes.inc((long) bytes);
    }
    publishTime.add(nanos);
  }

  private static Outcome outcome(Appended appended) {
    if (appended instanceof Appended.Stored stored) {
      return stored.duplicate() ? Outcome.DUPLICATE : Outcome.STORED;
    }
    if (appended instanceof Appended.IdTaken) {
      return Outcome.ID_TAKEN;
    }
    if (appended instanceof Appended.CannotRefer) {
      return Outcome.CANNOT_REFER;
    }
    return appended instanceof Appended.Overloaded ? Outcome.OVERLOADED : Outcome.FAILED;
  }

  private CarrierMeters of(Carrier carrier) {
    return requireNonNull(carriers.get(carrier));
  }

  @Override
  public void opened(Carrier carrier) {
    of(carrier).open().increment();
  }

  @Override
  public void delivered(Carrier carrier, Batch batch, boolean waited) {
    CarrierMeters meters = of(carrier);
    List<Message> messages = batch.messages();
    int size = messages.size();
    if (size == 0) {
      meters.answers().add(batch.gaps().isEmpty() ? Kind.POSITION : Kind.GAP);
      return;
    }
    meters.answers().add(Kind.MESSAGE);
    meters.messages().inc((long) size);
    Spread ages = waited ? waiting : returning;
    long now = clock.millis();
    for (int i = 0; i < size; i++) {
      ages.add(now - messages.get(i).time());
    }
  }

  @Override
  public void ended(Carrier carrier, End why) {
    CarrierMeters meters = of(carrier);
    meters.open().decrement();
    switch (why) {
      case ANSWERED -> {
        // Its batches were counted as they came.
      }
      case HOLD_RAN_OUT -> meters.answers().add(Kind.HOLD_RAN_OUT);
      case SUPERSEDED -> meters.answers().add(Kind.SUPERSEDED);
      case EXPIRED -> meters.answers().add(Kind.EXPIRED);
      case REMOVED -> meters.answers().add(Kind.REMOVED);
      case GONE -> meters.answers().add(Kind.GONE);
      case DRAINED -> meters.answers().add(Kind.DRAINED);
      case FAILED -> meters.answers().add(Kind.FAILED);
    }
  }

  @Override
  public void carried(int deliveries, long nanos) {
    wakeTime.add(nanos, deliveries);
  }
}
