package dev.halley.proxies;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Finds out what a path does to a carrier: says something and waits for it. */
final class Probe {

  /** Less than a stream is silent for before its beat, and much more than a message takes. */
  private static final Duration AT_ONCE = Duration.ofSeconds(12);

  private Probe() {}

  static Outcome of(Route route, CarrierKind carrier, String room, Guest speaker) {
    Reading reading = new Reading(room, speaker.token());
    try (Reader reader = Reader.start(carrier.through(route), reading)) {
      if (!comes(() -> reading.hasBegun() || reader.refusal() != null || reader.breaks() > 2)) {
        return Outcome.HELD_BACK;
      }
      if (!reading.hasBegun()) {
        return Outcome.REFUSED;
      }
      // What comes with the head may be let through where what comes later is not.
      for (int number = 1; number <= 2; number++) {
        int count = number;
        speaker.say(room, "probe-" + number, number);
        if (!comes(() -> reading.messages().size() >= count)) {
          return Outcome.HELD_BACK;
        }
      }
      return Outcome.FLOWS;
    }
  }

  private static boolean comes(BooleanSupplier condition) {
    try {
      Awaitility.await().atMost(AT_ONCE).until(condition::getAsBoolean);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
