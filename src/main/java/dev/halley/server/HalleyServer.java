package dev.halley.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.admin.DoctorProtocol;
import dev.halley.admin.EchoServlet;
import dev.halley.admin.ProbeServlet;
import dev.halley.auth.Authenticator;
import dev.halley.auth.Guests;
import dev.halley.auth.Login;
import dev.halley.auth.Members;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.auth.SigningKey;
import dev.halley.config.Settings;
import dev.halley.embedded.EmbeddedBroker;
import dev.halley.embedded.EmbeddedSettings;
import dev.halley.hub.End;
import dev.halley.hub.Hub;
import dev.halley.marks.Marks;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.presence.Rooms;
import dev.halley.presence.Typing;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Protocol;
import dev.halley.protocol.json.JsonLimits;
import dev.halley.protocol.json.JsonProtocol;
import dev.halley.protocol.json.NodeName;
import dev.halley.protocol.plain.PlainProtocol;
import dev.halley.transport.CometServlet;
import dev.halley.transport.Entrance;
import dev.halley.transport.FileServlet;
import dev.halley.transport.HttpLimits;
import dev.halley.transport.Origins;
import dev.halley.transport.SafeHeaders;
import dev.halley.transport.Wires;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** All parts of one application, and how they are put together. */
final class HalleyServer implements AutoCloseable {

  private static final Duration BODY_TIME = Duration.ofSeconds(30);

  /** How long a stop waits for the answers of what was held, at most. */
  private static final Duration DRAIN_PATIENCE = Duration.ofMillis(1500);

  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private final EmbeddedBroker broker;
  private final @Nullable Login login;
  private final Presence presence;
  private final Marks marks;
  private final Hub hub;
  private final Metering metering;
  private final Wires wires;
  private final ScheduledThreadPoolExecutor timer;
  private final JsonProtocol protocol;
  private final SafeHeaders headers;
  private final Entrance entrance;
  private final CometServlet comet;
  private final CometServlet plain;
  private final DoctorProtocol doctor;
  private final CometServlet doctorServlet;
  private final boolean hasDoctor;
  private final Sockets sockets;
  private final Halley local;

  private HalleyServer(
      Settings settings,
      EmbeddedBroker broker,
      Metering metering,
      SigningKey key,
      @Nullable Login login,
      boolean hasSockets) {
    InstantSource clock = InstantSource.system();
    this.broker = broker;
    this.metering = metering;
    this.login = login;
    wires = new Wires(metering.refusals());
    Members members = new Members(broker.records(), settings.members());
    Identity identity = Identity.of(settings, key, login, broker.records(), this::driveOut);
    Authenticator authenticator = identity.authenticator();
    Permissions permissions = new Permissions(settings.access(), members, identity.isOut());
    Rates rates = new Rates(settings.rates(), System::nanoTime);
    JsonLimits limits = settings.json();
    presence =
        new Presence(
            broker,
            broker.records(),
            settings.access(),
            settings.presence(),
            rates,
            clock,
            System::nanoTime);
    marks = new Marks(broker, broker.records(), settings.access(), clock, settings.maxMarks());
    hub =
        new Hub(
            broker,
            permissions,
            settings.hub(),
            clock,
            System::nanoTime,
            metering.hub(),
            presence.and(marks.visits()));
    timer = new ScheduledThreadPoolExecutor(1, HalleyServer::timerThread);
    // Else each body that came, and each stream that ended, would stay in its queue for a while.
    timer.setRemoveOnCancelPolicy(true);
    Guests guests =
        new Guests(
            broker.records(),
            key,
            settings.auth(),
            login != null || settings.isContainerLogin(),
            clock,
            new SecureRandom());
    protocol =
        new JsonProtocol(
            hub,
            authenticator,
            permissions,
            rates,
            guests,
            members,
            presence,
            new Rooms(
                broker, broker.records(), members, permissions, presence, key.seal("rooms"), clock),
            new Typing(settings.presence().typing(), System::nanoTime),
            marks,
            limits,
            settings.offer(hasSockets),
            new NodeName(version(), UUID.randomUUID().toString().substring(0, 8)),
            metering.refusals());
    headers =
        new SafeHeaders(settings.proxies(), settings.frameAncestors(), settings.strictTransport());
    entrance = entrance(settings, settings.origins(), identity);
    Entrance ownPages = entrance(settings, Origins.NOBODY, identity);
    comet = comet(protocol, settings, entrance);
    sockets = new Sockets(settings.sockets());
    PlainProtocol pages =
        new PlainProtocol(
            hub, authenticator, permissions, rates, guests, presence, settings.plain(), clock);
    plain = comet(pages, settings, ownPages);
    doctor = new DoctorProtocol(timer);
    hasDoctor = settings.doctor();
    doctorServlet = comet(hasDoctor ? doctor : HalleyServer::nothing, settings, ownPages);
    local = new Halley(hub, settings.access(), limits.maxMessage());
    metering.show(broker, hub, sockets);
    presence.start();
  }

  /** Puts a language on the wire. */
  private CometServlet comet(Protocol language, Settings settings, Entrance door) {
    HttpLimits http = new HttpLimits(settings.maxBody(), BODY_TIME, JsonLimits.STREAM_LIFE);
    return new CometServlet(language, http, door, timer, wires);
  }

  private Entrance entrance(Settings settings, Origins origins, Identity identity) {
    return new Entrance(settings.proxies(), origins, headers, identity.container());
  }

  /** A guest loses the name to a user of the login: nothing goes on in the guest's name. */
  private void driveOut(UserName user) {
    hub.end(caller -> user.equals(caller.user()) && caller.session() != null, End.EXPIRED);
    presence.leave(user);
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "halley-wire-timer");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the data folder and starts the threads.
   *
   * @param hasSockets whether the container has WebSockets
   * @throws RuntimeException with one sentence that says what stands in the way
   */
  static HalleyServer open(Settings settings, boolean hasSockets) {
    Metering metering = new Metering(settings.metrics(), InstantSource.system(), version());
    EmbeddedBroker broker =
        EmbeddedBroker.open(
            settings.data(),
            log(settings),
            settings.retention(),
            InstantSource.system(),
            metering.commits());
    Login login = null;
    try {
      SigningKey key = SigningKey.in(settings.data(), new SecureRandom());
      login = settings.login().map(s -> Login.open(s, InstantSource.system())).orElse(null);
      return new HalleyServer(settings, broker, metering, key, login, hasSockets);
    } catch (RuntimeException e) {
      if (login != null) {
        login.close();
      }
      broker.close();
      throw e;
    }
  }

  private static EmbeddedSettings log(Settings settings) {
    return EmbeddedSettings.DEFAULTS
        .with(
            settings.maxPending(),
            settings.tailBytes(),
            settings.memoryLogBytes(),
            (int) (settings.pageCacheBytes() >> 20))
        .erasing(settings.eraseEvery());
  }

  /**
   * Names the servlets, and hands {@link Halley} to the rest of the application.
   *
   * @throws IllegalStateException if the application has others in their place
   */
  void register(ServletContext context) {
    servlet(context, "halley", "/v1/*", comet).setLoadOnStartup(1);
    servlet(context, "halley-plain", "/plain/*", plain);
    // The page itself is a file, unless it is switched off.
    servlet(context, "halley-doctor", hasDoctor ? "/doctor/probe/*" : "/doctor/*", doctorServlet);
    if (hasDoctor) {
      servlet(context, "halley-echo", "/doctor/echo", new EchoServlet(InstantSource.system()));
    }
    servlet(context, "halley-live", "/health/live", new ProbeServlet(() -> ""));
    servlet(context, "halley-ready", "/health/ready", new ProbeServlet(this::obstacle));
    servlet(context, "halley-metrics", "/metrics", metering.servlet());
    Servlet opener =
        sockets.servlet(context, protocol.sockets(), entrance, timer, wires, this::drain);
    if (opener != null) {
      servlet(context, "halley-sockets", "/v1/ws", opener);
    }
    files(context);
    local.enter(context);
  }

  private void files(ServletContext context) {
    WebFiles files = WebFiles.in(context, hasDoctor);
    FileServlet pages = new FileServlet(files.all(), headers, JsonLimits.STREAM_LIFE, timer, wires);
    ServletRegistration.Dynamic registration = context.addServlet("halley-files", pages);
    registration.setAsyncSupported(true);
    // What somebody else has taken stays theirs.
    files.paths().forEach(registration::addMapping);
  }

  /** Why this node should be sent nobody; empty if it may. */
  private String obstacle() {
    if (hub.isDraining()) {
      return "this server stops";
    }
    return broker.isWritable() ? "" : "the storage cannot be written";
  }

  private static void nothing(Inbound request, Connection connection) {
    connection.answer(Problem.of(Problem.Code.NOT_FOUND, "the doctor is switched off").answer());
    connection.release();
  }

  private static ServletRegistration.Dynamic servlet(
      ServletContext context, String name, String path, Servlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    if (registration == null || !registration.addMapping(path).isEmpty()) {
      throw new IllegalStateException(
          "expected no other servlet named " + name + " or at " + path + " in this application");
    }
    registration.setAsyncSupported(true);
    return registration;
  }

  /** Answers what is held, refuses what is new, and waits, bounded, until the answers are out. */
  void drain() {
    wires.close();
    hub.drain();
    doctor.drain();
    sockets.drain();
    long until = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    while ((hub.open() > 0 || wires.open() > 0) && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public void close() {
    drain();
    sockets.close();
    timer.shutdownNow();
    hub.close();
    presence.close();
    marks.close();
    if (login != null) {
      login.close();
    }
    broker.close();
  }

  private static String version() {
    try (InputStream in =
        Objects.requireNonNull(HalleyServer.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
