package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.auth.Permissions;
import dev.halley.broker.Broker;
import java.time.InstantSource;

/** What every delivery of a node works with. */
record Carriage(
    Broker broker,
    Permissions permissions,
    InstantSource clock,
    Watchers watchers,
    Readers readers,
    Deadlines deadlines,
    Waves waves,
    HubEvents events,
    ReaderEvents visits) {

  boolean isExpired(Caller caller) {
    return caller.expires() <= clock.millis();
  }
}
