package dev.halley.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.auth.Access;
import dev.halley.auth.AuthSettings;
import dev.halley.auth.Credentials;
import dev.halley.auth.Guests;
import dev.halley.auth.JwtAuthenticator;
import dev.halley.auth.MemberSettings;
import dev.halley.auth.Members;
import dev.halley.auth.Membership;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rate;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Rates;
import dev.halley.auth.SigningKey;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.EmbeddedSettings;
import dev.halley.hub.Hub;
import dev.halley.hub.HubEvents;
import dev.halley.hub.HubSettings;
import dev.halley.marks.Marks;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import dev.halley.presence.Presence;
import dev.halley.presence.PresenceSettings;
import dev.halley.presence.Rooms;
import dev.halley.presence.Typing;
import dev.halley.protocol.Conversation;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.SocketProtocol;
import dev.halley.protocol.json.JsonLimits;
import dev.halley.protocol.json.JsonProtocol;
import dev.halley.protocol.json.NodeName;
import dev.halley.protocol.json.Offer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** All of Halley below the wire, with its log in memory, and people who read one room. */
final class Node implements AutoCloseable {

  static final String ROOM = "/room/lobby";

  private static final Duration HOUR = Duration.ofHours(1);

  /** Counted as they are by default, but never too many. */
  private static final Rate MANY = Rate.parse("1000000/s burst 1000000");

  private static final RateSettings RATES =
      new RateSettings(MANY, MANY, MANY, MANY, new Rules<>(List.of()), 1, 20_000);

  private final EmbeddedBroker broker;
  private final Hub hub;
  private final Marks marks;
  private final JsonProtocol protocol;
  private final Semaphore arrived = new Semaphore(0);

  Node(Path folder) {
    InstantSource clock = InstantSource.system();
    broker =
        EmbeddedBroker.open(
            folder,
            EmbeddedSettings.DEFAULTS,
            everywhere("/**", new Retention(Durability.MEMORY, 1_000, HOUR)),
            clock);
    SigningKey key = SigningKey.in(folder, new SecureRandom());
    JwtAuthenticator authenticator = new JwtAuthenticator(key, broker.records(), clock, 1 << 20);
    Rules<Access> access = everywhere("/room/**", new Access(Access.Who.USER, Access.Who.USER));
    Permissions permissions = new Permissions(access, Membership.NONE, authenticator::isOut);
    HubSettings limits =
        new HubSettings(
            10_000, 10_000, 10_000, Duration.ofMinutes(1), new Rules<>(List.of()), 2, 2, 10);
    PresenceSettings shown =
        new PresenceSettings(
            everywhere("/**", PresenceSettings.Kept.IN_ROOMS),
            Duration.ofSeconds(15),
            10_000,
            10_000,
            10_000,
            10_000,
            Duration.ofSeconds(3));
    Rates rates = new Rates(RATES, System::nanoTime);
    Presence presence =
        new Presence(broker, broker.records(), access, shown, rates, clock, System::nanoTime);
    marks = new Marks(broker, broker.records(), permissions.rules(), clock, 1_000);
    hub =
        new Hub(
            broker,
            permissions,
            limits,
            clock,
            System::nanoTime,
            HubEvents.NONE,
            presence.and(marks.visits()));
    AuthSettings auth = new AuthSettings(AuthSettings.GuestMode.ON, HOUR);
    Members members = new Members(broker.records(), new MemberSettings(1_000, 100, 1 << 20));
    protocol =
        new JsonProtocol(
            hub,
            authenticator,
            permissions,
            rates,
            new Guests(broker.records(), key, auth, false, clock, new SecureRandom()),
            members,
            presence,
            new Rooms(
                broker, broker.records(), members, permissions, presence, key.seal("rooms"), clock),
            new Typing(shown.typing(), System::nanoTime),
            marks,
            JsonLimits.DEFAULTS,
            new Offer(true, true, true),
            new NodeName("1", "node"),
            Refusals.UNHEARD);
  }

  private static <T> Rules<T> everywhere(String pattern, T column) {
    return new Rules<>(List.of(new Rules.Line<>(ChannelPattern.of(pattern), column)));
  }

  /** A guest's token. */
  String token(String name) {
    CountingWire wire =
        ask(
            request(
                "POST", "/v1/session", "", "{\"name\":\"" + name + "\"}", new Credentials.None()));
    await(1);
    return between(wire.text(), "\"token\":\"", "\"");
  }

  /** A message for the room. */
  Inbound message(String token) {
    String body = "{\"channel\":\"" + ROOM + "\",\"data\":\"" + "x".repeat(98) + "\"}";
    return request("POST", "/v1/publish", "", body, new Credentials.Bearer(token));
  }

  /** A request to read the room. */
  Inbound read(String path, String token, String client, String cursor) {
    String query =
        "channel=/room/lobby&hold=50&client="
            + client
            + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    return request("GET", path, query, "", new Credentials.Bearer(token));
  }

  private static Inbound request(
      String method, String path, String query, String body, Credentials credentials) {
    byte[] bytes = body.getBytes(UTF_8);
    return new Inbound(method, path, query, null, bytes, credentials, "192.0.2.1", null, true);
  }

  CountingWire ask(Inbound request) {
    CountingWire wire = new CountingWire(arrived);
    ask(request, wire);
    return wire;
  }

  void ask(Inbound request, CountingWire wire) {
    protocol.accept(request, wire);
  }

  /** Opens a socket. */
  Conversation socket(String token, CountingWire wire) {
    Inbound handshake = request("GET", "/v1/ws", "", "", new Credentials.Bearer(token));
    SocketProtocol.Welcome welcome = protocol.sockets().welcome(handshake);
    return ((SocketProtocol.Welcome.In) welcome).begin().apply(wire);
  }

  CountingWire wire() {
    return new CountingWire(arrived);
  }

  /** Waits for so many answers and frames. */
  void await(int count) {
    try {
      if (!arrived.tryAcquire(count, 60, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "expected " + count + " answers within a minute; found " + arrived.availablePermits());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf(after, start));
  }

  @Override
  public void close() {
    hub.close();
    marks.close();
    broker.close();
  }
}
