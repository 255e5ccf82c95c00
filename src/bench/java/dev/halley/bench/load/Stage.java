package dev.halley.bench.load;

/** The server under test, and how to speak to it, measure it and tell of it. */
final class Stage {

  private final ServerKind kind;
  private final Loop loop;
  private final ServerMeter meter;
  private final Users users;
  private int rooms;
  private int crowds;

  Stage(ServerKind kind, Loop loop, ServerMeter meter) {
    this.kind = kind;
    this.loop = loop;
    this.meter = meter;
    users = new Users(loop);
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

  /**
   * How it is spoken to.
   *
   * @param people how many will speak; those whom the server must know first come in now
   */
  Dialect dialect(Way way, int people) {
    return switch (kind) {
      case HALLEY, UNCOUNTED -> halley(way, people);
      case TWO_PHASE -> new BareDialect("/two-phase/", "", way.headers(), "", "");
      case DRESSED -> BareDialect.dressed(way.headers());
      case PLAIN -> new BareDialect("/plain/", "", way.headers(), "", "");
    };
  }

  private Dialect halley(Way way, int people) {
    users.invite(people);
    // The product's own rules: people's typing is kept in memory, what they say on disk.
    String rule = way.isDurable() ? "" : "/typing";
    char crowd = (char) ('a' + crowds++ % 26);
    return new HalleyDialect(users, crowd, way.carrier(), rule, way.hold(), way.headers());
  }
}
