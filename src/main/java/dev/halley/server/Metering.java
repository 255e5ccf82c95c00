package dev.halley.server;

import dev.halley.admin.MetricsServlet;
import dev.halley.auth.AddressList;
import dev.halley.embedded.CommitEvents;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.Figures;
import dev.halley.hub.Hub;
import dev.halley.hub.HubEvents;
import dev.halley.metrics.Levels;
import dev.halley.metrics.Meters;
import dev.halley.protocol.Refusals;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is counted of all parts; nothing, if nobody may read it. */
final class Metering {

  private final AddressList readers;
  private final @Nullable Meters meters;

  Metering(AddressList readers, InstantSource clock, String version) {
    this.readers = readers;
    this.meters = readers.isEmpty() ? null : new Meters(clock, version);
  }

  HubEvents hub() {
    return meters == null ? HubEvents.NONE : meters.hub();
  }

  Refusals refusals() {
    return meters == null ? Refusals.UNHEARD : meters.refusals();
  }

  CommitEvents commits() {
    return meters == null ? CommitEvents.UNHEARD : meters::committed;
  }

  /** Tells of these parts too from now on. Once. */
  void show(EmbeddedBroker broker, Hub hub, Sockets sockets) {
    if (meters != null) {
      meters.show(
          new Levels(
              sockets::open, hub::isDraining, broker::isWritable, () -> storage(broker.figures())));
    }
  }

  private static Levels.Storage storage(Figures figures) {
    return new Levels.Storage(
        figures.channels(), figures.journaled(), figures.tailBytes(), figures.fileBytes());
  }

  MetricsServlet servlet() {
    return new MetricsServlet(readers, meters);
  }
}
