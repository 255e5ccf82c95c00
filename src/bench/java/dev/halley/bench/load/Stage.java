package dev.halley.bench.load;

import org.jspecify.annotations.Nullable;

/** The server under test, and how to speak to it, measure it and tell of it. */
final class Stage {

  private final ServerKind kind;
  private final Loop loop;
  private final ServerMeter meter;
  private final @Nullable Users users;
  private int rooms;

  /**
   * A stage.
   *
   * @param users for Halley alone
   */
  Stage(ServerKind kind, Loop loop, ServerMeter meter, @Nullable Users users) {
    this.kind = kind;
    this.loop = loop;
    this.meter = meter;
    this.users = users;
  }

  ServerKind kind() {
    return kind;
  }

  Loop loop() {
    return loop;
  }

  ServerMeter meter() {
    return meter;
  }

  /** A name that begins no other channel's. */
  String room() {
    return "b" + ++rooms + "x";
  }

  Dialect dialect(Way way) {
    return switch (kind) {
      case HALLEY -> halley(way);
      case TWO_PHASE -> new BareDialect("/two-phase/", way.headers());
      case PLAIN -> new BareDialect("/plain/", way.headers());
    };
  }

  private Dialect halley(Way way) {
    if (users == null) {
      throw new IllegalStateException("nobody has come in to Halley");
    }
    // The product's own rules: people's typing is kept in memory, what they say on disk.
    String rule = way.isDurable() ? "" : "/typing";
    return new HalleyDialect(users, way.carrier(), rule, way.hold(), way.headers());
  }
}
