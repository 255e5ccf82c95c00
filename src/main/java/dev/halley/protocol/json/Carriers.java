package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.auth.Rates;
import dev.halley.broker.Limit;
import dev.halley.hub.Carrier;
import dev.halley.hub.Hub;
import dev.halley.hub.Opened;
import dev.halley.hub.Outlet;
import dev.halley.hub.Subscription;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Refusals;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Opens what clients read, each on the carrier that it asks for. */
final class Carriers {

  /**
   * The largest part of a hold that is taken off at random, so that clients do not fall in step.
   */
  private static final double SHORTENED_BY = 0.1;

  private final Hub hub;
  private final Admission admission;
  private final JsonLimits limits;
  private final JsonEncoder encoder;
  private final Refusals refusals;

  Carriers(
      Hub hub, Admission admission, JsonLimits limits, JsonEncoder encoder, Refusals refusals) {
    this.refusals = refusals;
    this.hub = hub;
    this.admission = admission;
    this.limits = limits;
    this.encoder = encoder;
  }

  /**
   * Opens a delivery.
   *
   * @param wrapping what its answers come in, where they are JSON
   */
  void open(JsonCommand.Read read, Wrapping wrapping, Caller caller, Connection connection) {
    Problem problem = admission.check(caller, Action.READ, read.channels());
    if (problem != null) {
      new Reply(connection).send(problem);
      return;
    }
    Subscription subscription =
        new Subscription(
            caller,
            read.reader(),
            read.channels(),
            read.cursor(),
            read.history(),
            new Limit(read.limit(), limits.maxAnswer()),
            shortened(life(read)));
    // Such a poll is never held, so that it can be counted before it costs anything.
    boolean isShort =
        read.carrier() == Carrier.POLL && (read.hold() == 0 || !subscription.isCovered());
    Problem tooOften = isShort ? admission.read(caller) : admission.poll(caller);
    if (tooOften != null) {
      new Reply(connection).send(tooOften);
      return;
    }
    Rates rates = admission.rates();
    Asking asking = isShort ? Asking.counted(caller, rates) : Asking.begin(caller, rates);
    if (hub.open(subscription, outlet(read, wrapping, asking, connection))
        instanceof Opened.Refused refused) {
      new Reply(connection).send(Problems.refused(refused.reason()));
    }
  }

  private Outlet outlet(
      JsonCommand.Read read, Wrapping wrapping, Asking asking, Connection connection) {
    Framing answers = new AnswerFraming(encoder, read.hold(), wrapping);
    return switch (read.carrier()) {
      case POLL ->
          read.beat() == 0
              ? new JsonOutlet(connection, encoder, asking, read.hold(), limits)
              : StreamOutlet.poll(connection, answers, asking, limits, refusals, read.beat());
      case STREAM, FRAME ->
          StreamOutlet.stream(connection, answers, asking, limits, refusals, read.carrier());
      case EVENTS ->
          StreamOutlet.stream(
              connection,
              new EventFraming(encoder, read.hold()),
              asking,
              limits,
              refusals,
              Carrier.EVENTS);
      case SOCKET, PAGE ->
          throw new IllegalStateException(
              "expected what a request of this language asks for; found " + read.carrier());
    };
  }

  private static Duration life(JsonCommand.Read read) {
    return read.carrier() == Carrier.POLL
        ? Duration.ofSeconds(read.hold())
        : JsonLimits.STREAM_LIFE;
  }

  private static Duration shortened(Duration life) {
    double part = 1 - SHORTENED_BY * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis((long) (life.toMillis() * part));
  }

  /** Ends what a reader holds, on every carrier. */
  void leave(JsonCommand.Leave leave, Caller caller) {
    for (Carrier carrier : Carrier.values()) {
      hub.leave(caller, new Subscription.Reader(leave.client(), carrier.name(), null));
    }
  }
}
