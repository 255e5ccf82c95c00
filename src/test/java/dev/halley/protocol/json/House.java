package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Access;
import dev.halley.auth.Authenticator;
import dev.halley.auth.Caller;
import dev.halley.auth.Credentials;
import dev.halley.auth.Guests;
import dev.halley.auth.MemberSettings;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.auth.Seal;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Records;
import dev.halley.broker.Slice;
import dev.halley.hub.Hub;
import dev.halley.hub.HubEvents;
import dev.halley.hub.HubSettings;
import dev.halley.marks.Marks;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.presence.PresenceSettings;
import dev.halley.presence.Rooms;
import dev.halley.presence.Typing;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.SocketProtocol;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A protocol over a real hub and a broker in a test's hands. The log of each channel is empty, but
 * for what a test puts into {@link #log}. A token is the name of its user, but for {@code expired}
 * and {@code bad}.
 */
final class House implements AutoCloseable {

  private static final PresenceSettings PRESENCE =
      new PresenceSettings(
          new Rules<>(
              List.of(new Rules.Line<>(ChannelPattern.of("/**"), PresenceSettings.Kept.IN_ROOMS))),
          Duration.ofSeconds(15),
          1_000,
          100,
          1_000,
          10,
          Duration.ofSeconds(3));

  final Broker broker = mock(Broker.class);

  /** Drafts that were appended, in order. */
  final List<Draft> appended = new CopyOnWriteArrayList<>();

  /** What the broker has not answered yet. */
  final List<Consumer<Appended>> pending = new CopyOnWriteArrayList<>();

  /** The batches that it has not answered yet. */
  final List<Consumer<List<Appended>>> batches = new CopyOnWriteArrayList<>();

  /** Who is a member of which private room. */
  final Records records = mock(Records.class);

  final List<Message> log = new CopyOnWriteArrayList<>();
  final List<Broker.Follower> followers = new CopyOnWriteArrayList<>();
  final Presence presence;
  final Hub hub;
  private final Marks marks;
  private final AtomicLong passed = new AtomicLong();

  /** What clients were told that went wrong, within answers and streams and over sockets. */
  final List<Problem.Code> refused = new CopyOnWriteArrayList<>();

  private final JsonProtocol protocol;

  /** With guests, or where nobody comes in. */
  House(@Nullable Guests guests, HubSettings limits) {
    this(guests, limits, Rates.none());
  }

  /** Where not all may do all as often as they like. */
  House(@Nullable Guests guests, HubSettings limits, Rates rates) {
    when(broker.extent(any(), any())).thenAnswer(call -> new Extent(7, 1, log.size()));
    when(broker.read(any(), any(), any(), any()))
        .thenAnswer(call -> read(call.getArgument(1, Position.class)));
    when(broker.follow(any(), any()))
        .thenAnswer(
            call -> {
              followers.add(call.getArgument(1));
              return (Broker.Follow) () -> {};
            });
    doAnswer(
            call -> {
              appended.add(call.getArgument(0));
              pending.add(call.getArgument(1));
              return null;
            })
        .when(broker)
        .append(any(), any());
    doAnswer(
            call -> {
              appended.addAll(call.getArgument(0));
              batches.add(call.getArgument(1));
              return null;
            })
        .when(broker)
        .appendAll(any(), any());
    Members members = new Members(records, new MemberSettings(3, 2, 1 << 20));
    Permissions permissions = new Permissions(rules(), members);
    marks = new Marks(broker, records, rules(), InstantSource.system(), 10);
    presence =
        new Presence(
            broker, records, rules(), PRESENCE, rates, InstantSource.system(), this::nanos);
    hub =
        new Hub(
            broker,
            permissions,
            limits,
            InstantSource.system(),
            this::nanos,
            HubEvents.NONE,
            presence);
    protocol =
        new JsonProtocol(
            hub,
            House::authenticate,
            permissions,
            rates,
            guests != null ? guests : mock(Guests.class),
            members,
            presence,
            new Rooms(
                broker,
                records,
                members,
                permissions,
                presence,
                Seal.of(new byte[32], "rooms"),
                InstantSource.system()),
            new Typing(PRESENCE.typing(), this::nanos),
            marks,
            JsonLimits.DEFAULTS,
            new Offer(true, true, true),
            new NodeName("1.2", "node-1"),
            refused::add);
  }

  House() {
    this(null, limits(100));
  }

  private long nanos() {
    return System.nanoTime() + passed.get();
  }

  /** Lets time go by for all that is held; tokens stay as they are. */
  void passes(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  static HubSettings limits(int holdsPerUser) {
    return new HubSettings(
        100, holdsPerUser, 100, Duration.ofSeconds(60), new Rules<>(List.of()), 2, 2, 10);
  }

  private static Rules<Access> rules() {
    return new Rules<>(
        List.of(
            new Rules.Line<>(
                ChannelPattern.of("/room/*"), new Access(Access.Who.USER, Access.Who.USER)),
            new Rules.Line<>(
                ChannelPattern.of("/room/*/presence"),
                new Access(Access.Who.USER, Access.Who.SERVER)),
            new Rules.Line<>(
                ChannelPattern.of("/room/*/typing"), new Access(Access.Who.USER, Access.Who.USER)),
            new Rules.Line<>(
                ChannelPattern.of("/private/*/presence"),
                new Access(Access.Who.MEMBER, Access.Who.SERVER)),
            new Rules.Line<>(
                ChannelPattern.of("/user/*"), new Access(Access.Who.OWNER, Access.Who.USER)),
            new Rules.Line<>(
                ChannelPattern.of("/private/*"), new Access(Access.Who.MEMBER, Access.Who.MEMBER)),
            new Rules.Line<>(
                ChannelPattern.of("/open"), new Access(Access.Who.ANYONE, Access.Who.ANYONE))));
  }

  private static Authenticator.Authentication authenticate(
      Credentials credentials, String address) {
    if (credentials instanceof Credentials.Principal principal) {
      return new Authenticator.Authentication.Known(
          new Caller(new UserName(principal.name()), address, Caller.NEVER, null, List.of()));
    }
    if (!(credentials instanceof Credentials.Bearer bearer)) {
      return new Authenticator.Authentication.Known(Caller.anonymous(address));
    }
    String token = bearer.token();
    if (token.equals("expired") || token.equals("bad")) {
      return new Authenticator.Authentication.Refused(token.equals("expired"), "expected another");
    }
    return new Authenticator.Authentication.Known(
        new Caller(new UserName(token), address, Caller.NEVER, "session-" + token, List.of()));
  }

  private Slice read(Position after) {
    List<Message> all = new ArrayList<>(log);
    List<Message> rest = all.subList((int) after.offset(), all.size());
    return new Slice.Messages(rest, after.at(all.size()), false);
  }

  /** A message comes into the log, and whoever follows is told. */
  void comes(Message message) {
    log.add(message);
    followers.forEach(follower -> follower.grew(message.channel(), false));
  }

  RecordingConnection get(String pathAndQuery, String token) {
    String[] parts = pathAndQuery.split("\\?", 2);
    return ask("GET", parts[0], parts.length > 1 ? parts[1] : "", "", token);
  }

  RecordingConnection post(String path, String json, String token) {
    return ask("POST", path, "", json, token);
  }

  /** Asks, with the token unless it is empty. */
  RecordingConnection ask(String method, String path, String query, String body, String token) {
    Credentials credentials =
        token.isEmpty() ? new Credentials.None() : new Credentials.Bearer(token);
    return ask(
        new Inbound(
            method, path, query, null, body.getBytes(UTF_8), credentials, "192.0.2.1", null, true));
  }

  /** Opens a socket, with the token unless it is empty. */
  FakeSocket socket(String token) {
    return FakeSocket.open((SocketProtocol.Welcome.In) welcome("GET", "", token));
  }

  /** Opens a socket for whom the container knows. */
  FakeSocket socketOfLogin(String user) {
    Credentials credentials = new Credentials.Principal(user, Set.of());
    return FakeSocket.open((SocketProtocol.Welcome.In) welcome("GET", "", credentials));
  }

  SocketProtocol.Welcome welcome(String method, String query, String token) {
    Credentials credentials =
        token.isEmpty() ? new Credentials.None() : new Credentials.Bearer(token);
    return welcome(method, query, credentials);
  }

  private SocketProtocol.Welcome welcome(String method, String query, Credentials credentials) {
    return protocol
        .sockets()
        .welcome(
            new Inbound(
                method, "/v1/ws", query, null, new byte[0], credentials, "192.0.2.1", null, true));
  }

  RecordingConnection ask(Inbound request) {
    RecordingConnection connection = new RecordingConnection();
    protocol.accept(request, connection);
    return connection;
  }

  @Override
  public void close() {
    hub.close();
    marks.close();
  }
}
