package dev.halley.metrics;

import static dev.halley.metrics.Workshop.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import dev.halley.hub.Carrier;
import dev.halley.hub.End;
import dev.halley.hub.HubEvents;
import dev.halley.protocol.Problem.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {

  private final Workshop workshop = new Workshop();
  private final HubEvents hub = workshop.meters.hub();

  private void shows(String series, double value) {
    assertThat(workshop.read().value(series)).as(series).isEqualTo(value);
  }

  private void answers(String carrier, String kind, double count) {
    shows("halley_answers_total{carrier=\"" + carrier + "\",kind=\"" + kind + "\"}", count);
  }

  @Test
  void everythingIsThereFromTheStartAtZeroAndKeepsTheConventions() {
    Exposition fresh = workshop.read();

    fresh.keepsTheConventions();
    assertThat(fresh.samples())
        .containsEntry("halley_build_info{version=\"1.2.3\"}", 1.0)
        .containsEntry("halley_refusals_total{code=\"store-unavailable\"}", 0.0)
        .containsEntry("halley_answers_total{carrier=\"page\",kind=\"gap\"}", 0.0)
        .containsEntry("halley_delivery_seconds_count{reader=\"waiting\"}", 0.0);
    assertThat(workshop.meters.contentType()).startsWith("text/plain; version=0.0.4");
  }

  @Test
  void readersAreCountedWhileTheyAreOpen() {
    hub.opened(Carrier.POLL);
    hub.opened(Carrier.POLL);
    hub.opened(Carrier.SOCKET);
    shows("halley_deliveries{carrier=\"poll\"}", 2);

    hub.ended(Carrier.POLL, End.ANSWERED);

    shows("halley_deliveries{carrier=\"poll\"}", 1);
    shows("halley_deliveries{carrier=\"socket\"}", 1);
    shows("halley_deliveries{carrier=\"events\"}", 0);
  }

  @Test
  void answersAreCountedByWhatTheySay() {
    hub.delivered(Carrier.STREAM, batch(1, 2, 3), true);
    hub.delivered(Carrier.STREAM, batch(), false);
    hub.delivered(Carrier.STREAM, Workshop.gap(), false);

    answers("stream", "message", 1);
    answers("stream", "position", 1);
    answers("stream", "gap", 1);
    shows("halley_messages_delivered_total{carrier=\"stream\"}", 3);
  }

  @Test
  void everyEndHasAKindButThatOfWhoWasAnswered() {
    Map<End, String> kinds =
        Map.of(
            End.HOLD_RAN_OUT, "hold_ran_out",
            End.SUPERSEDED, "superseded",
            End.EXPIRED, "expired",
            End.REMOVED, "removed",
            End.GONE, "gone",
            End.DRAINED, "drained",
            End.FAILED, "failed");
    for (End end : End.values()) {
      hub.opened(Carrier.EVENTS);
      hub.ended(Carrier.EVENTS, end);
    }

    kinds.values().forEach(kind -> answers("events", kind, 1));
    assertThat(kinds).hasSize(End.values().length - 1);
    answers("events", "message", 0);
    shows("halley_deliveries{carrier=\"events\"}", 0);
  }

  @Test
  void agesOfMessagesAreToldApartByWhetherTheirReaderWaited() {
    workshop.millis.set(100_000);
    hub.delivered(Carrier.POLL, batch(99_995, 99_994), true);
    hub.delivered(Carrier.POLL, batch(40_000), false);
    // A clock that went back.
    hub.delivered(Carrier.POLL, batch(100_500), true);

    String waiting = "halley_delivery_seconds_bucket{reader=\"waiting\",le=";
    shows(waiting + "\"0.001\"}", 1);
    shows(waiting + "\"0.005\"}", 2);
    shows(waiting + "\"0.01\"}", 3);
    shows("halley_delivery_seconds_sum{reader=\"waiting\"}", 0.011);
    shows("halley_delivery_seconds_bucket{reader=\"returning\",le=\"60.0\"}", 1);
    shows("halley_delivery_seconds_sum{reader=\"returning\"}", 60);
  }

  @Test
  void waveCountsForEachReaderThatItHas() {
    hub.carried(250, 2_000_000);
    hub.carried(1, 700_000);

    shows("halley_wake_seconds_count", 251);
    shows("halley_wake_seconds_bucket{le=\"0.001\"}", 1);
    shows("halley_wake_seconds_bucket{le=\"0.0025\"}", 251);
  }

  @Test
  void publishesAreCountedByTheirOutcomeAndBytesOnlyOfWhatIsStored() {
    hub.published(new Appended.Stored(1, 1, false), 10, 3_000_000);
    hub.published(new Appended.Stored(2, 1, false), 20, 3_000_000);
    hub.published(new Appended.Stored(1, 1, true), 10, 1);
    hub.published(new Appended.IdTaken(), 10, 1);
    hub.published(new Appended.CannotRefer(Appended.Why.UNKNOWN), 10, 1);
    hub.published(new Appended.Overloaded(), 10, 1);
    hub.published(new Appended.Failed(new BrokerException("no disk")), 10, 1);

    String of = "halley_messages_published_total{outcome=\"";
    shows(of + "stored\"}", 2);
    shows(of + "duplicate\"}", 1);
    shows(of + "id_taken\"}", 1);
    shows(of + "cannot_refer\"}", 1);
    shows(of + "overloaded\"}", 1);
    shows(of + "failed\"}", 1);
    shows("halley_messages_published_bytes_total", 30);
    shows("halley_publish_seconds_count", 7);
    shows("halley_publish_seconds_bucket{le=\"1.0E-4\"}", 5);
  }

  @Test
  void commitsAreCountedWithTheirTimeAndTheirSize() {
    workshop.meters.committed(40, 2_000_000);
    workshop.meters.committed(1, 8_000_000);

    shows("halley_commit_seconds_count", 2);
    shows("halley_commit_seconds_sum", 0.01);
    shows("halley_commit_writes_sum", 41);
    shows("halley_commit_writes_bucket{le=\"1.0\"}", 1);
    shows("halley_commit_writes_bucket{le=\"50.0\"}", 2);
  }

  @Test
  void refusalsAreCountedByTheirCode() {
    for (Code code : Code.values()) {
      workshop.meters.refusals().refused(code);
    }

    for (Code code : Code.values()) {
      shows("halley_refusals_total{code=\"" + code.wire() + "\"}", 1);
    }
  }

  @Test
  void levelsAreAskedForWhenTheyAreRead() {
    shows("halley_sockets", 7);
    shows("halley_draining", 0);
    shows("halley_store_writable", 1);
    shows("halley_channels", 3);
    shows("halley_journal_messages", 5);
    shows("halley_tail_bytes", 100);
    shows("halley_file_bytes", 4096);
  }

  @Test
  void nothingThatAClientChoosesIsEverShown() {
    int before = workshop.read().samples().size();
    hub.delivered(Carrier.POLL, batch(1), true);
    hub.delivered(Carrier.POLL, Workshop.gap(), true);

    assertThat(workshop.text()).doesNotContain("secret");
    assertThat(workshop.read().samples()).hasSize(before);
  }
}
