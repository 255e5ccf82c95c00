package dev.halley.presence;

import dev.halley.auth.Access;
import dev.halley.auth.Caller;
import dev.halley.auth.Rates;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Records;
import dev.halley.hub.End;
import dev.halley.hub.ReaderEvents;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is where: a user is in a channel while one of their named readers reads it, on any carrier,
 * and for a grace after its last request ended, so that a re-poll or a reload shows nothing.
 *
 * <p>A poll only moves counts, under a lock of its user's. All else is done by {@link #tick}, on a
 * thread of its own: what is to be told is written, at most two messages a second for each channel;
 * who is gone is forgotten; who came or went is put into the records, a few seconds late at most. A
 * start takes from these who was there: nobody is told of them, and they have the grace to return.
 */
public final class Presence implements ReaderEvents, AutoCloseable {

  private static final Logger LOG = System.getLogger(Presence.class.getName());

  /** How often something is done. */
  private static final long TICK_MILLIS = 100;

  /** How long it is between two messages to one channel. */
  static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  /** After so long a page without scripts looks again. */
  private static final long PAGE_LOOKS = TimeUnit.SECONDS.toNanos(20);

  /** How often it is looked who is gone. */
  private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

  private final Broker broker;
  private final Rules<Access> access;
  private final PresenceSettings settings;
  private final Rates rates;
  private final Shares shares;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Register register;
  private final long grace;

  private final ConcurrentHashMap<UserName, Visitor> visitors = new ConcurrentHashMap<>();
  private final Places places = new Places();
  private final ConcurrentLinkedQueue<Place> changed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stays = new AtomicInteger();
  private final Visitor.Beginning begin = this::begin;
  private long swept;
  private @Nullable ScheduledExecutorService timer;

  /**
   * Takes from the records who was there before.
   *
   * @param access who may write what: where nobody may, the server may not either
   * @param rates how often who may come to a channel
   * @param ticker nanoseconds since some moment, never going back
   * @throws BrokerException if the records cannot be read
   */
  public Presence(
      Broker broker,
      Records records,
      Rules<Access> access,
      PresenceSettings settings,
      Rates rates,
      InstantSource clock,
      LongSupplier ticker) {
    this.broker = broker;
    this.access = access;
    this.settings = settings;
    this.rates = rates;
    this.shares = new Shares(settings.maxPerAddress());
    this.clock = clock;
    this.ticker = ticker;
    this.grace = settings.grace().toNanos();
    this.register = new Register(records);
    long now = ticker.getAsLong();
    this.swept = now;
    register.load((channel, user, since) -> restore(channel, user, since, now));
  }

  private void restore(ChannelName channel, UserName user, long since, long now) {
    visitors.computeIfAbsent(user, Visitor::new).restore(channel, since, now, begin);
  }

  /** Starts the thread. Once. */
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "halley-presence");
              thread.setDaemon(true);
              return thread;
            });
    timer = started;
    ScheduledFuture<?> unused =
        started.scheduleWithFixedDelay(
            this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A task that throws is not run again by a scheduler. */
  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Who is where could not be told and will be tried again", e);
    }
  }

  @Override
  public void came(Subscription subscription) {
    UserName user = Objects.requireNonNull(subscription.caller().user());
    long millis = clock.millis();
    Visitor visitor = visitors.get(user);
    if (visitor == null && !coversAny(subscription.channels())) {
      return;
    }
    while (visitor == null || !visitor.came(subscription, millis, settings.maxPerUser(), begin)) {
      visitor = visitors.computeIfAbsent(user, Visitor::new);
    }
  }

  private boolean coversAny(List<ChannelName> channels) {
    for (int i = 0; i < channels.size(); i++) {
      if (settings.covers(channels.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void went(Subscription subscription, End why) {
    Visitor visitor = visitors.get(Objects.requireNonNull(subscription.caller().user()));
    if (visitor != null) {
      Subscription.Reader reader = Objects.requireNonNull(subscription.reader());
      long until = ticker.getAsLong() + (reader.isPage() ? PAGE_LOOKS : 0);
      visitor.went(subscription, until);
    }
  }

  private @Nullable Stay begin(UserName user, @Nullable Caller caller, ChannelName channel) {
    // Asked first, because at the limit each poll comes here.
    if (stays.get() >= settings.maxStays() || !settings.covers(channel)) {
      return null;
    }
    ChannelName events = eventsOf(channel);
    String address = caller == null ? "" : caller.address();
    if (events == null || !take(caller, address)) {
      return null;
    }
    return new Stay(user, address, hold(channel, events), settings.maxReaders(), register::touched);
  }

  /**
   * Takes a place for a stay, if there is one.
   *
   * @param caller null for who was there before a restart
   */
  private boolean take(@Nullable Caller caller, String address) {
    boolean isFree = stays.incrementAndGet() <= settings.maxStays();
    if (isFree && shares.take(address)) {
      if (caller == null || rates.appear(caller)) {
        return true;
      }
      shares.giveBack(address);
    }
    stays.decrementAndGet();
    return false;
  }

  private Place hold(ChannelName channel, ChannelName events) {
    long before = ticker.getAsLong() - PAUSE;
    return places.hold(channel, name -> new Place(name, events, before, changed::add));
  }

  /**
   * The channel that hears who comes to this one and leaves it; null if it is not kept who is here.
   */
  public @Nullable ChannelName heardAt(ChannelName channel) {
    return settings.covers(channel) ? eventsOf(channel) : null;
  }

  private @Nullable ChannelName eventsOf(ChannelName channel) {
    ChannelName events = ChannelName.parse(channel.value() + "/presence").orElse(null);
    Access who = events == null ? null : access.findOrNull(events);
    return who == null || who.publish() == Access.Who.NOBODY ? null : events;
  }

  /**
   * Who is in a channel. May wait for the storage.
   *
   * @param events what {@link #heardAt} says
   * @param most how many are told at most
   * @throws BrokerException if the storage cannot be read
   */
  public Present look(ChannelName channel, ChannelName events, int most) {
    // First where the log stands: what is told of twice does no harm, what is not told of does.
    Extent extent = Objects.requireNonNull(broker.extent(events, Broker.Reach.STORE));
    Place place = places.find(channel);
    if (place == null) {
      return new Present(List.of(), false, extent.end());
    }
    List<Present.Person> people = place.people(most);
    return new Present(people, place.size() > people.size(), extent.end());
  }

  /** How many people are in a channel. */
  int count(ChannelName channel) {
    Place place = places.find(channel);
    return place == null ? 0 : place.size();
  }

  /** Channels in which somebody is and whose names come after a text, in their order. */
  List<String> after(String name, int most) {
    return places.after(name, most).stream().map(place -> place.channel().value()).toList();
  }

  /** A reader of the user's leaves all channels at once, until it comes again. */
  public void leave(UserName user, String client) {
    leave(user, client, null);
  }

  /** All that the user holds was ended: they are nowhere any more. */
  public void leave(UserName user) {
    leave(user, null, null);
  }

  /** Users may not read a channel any more. */
  public void remove(Set<UserName> users, ChannelName channel) {
    users.forEach(user -> leave(user, null, channel));
  }

  private void leave(UserName user, @Nullable String client, @Nullable ChannelName channel) {
    Visitor visitor = visitors.get(user);
    if (visitor != null) {
      visitor.leave(client, channel);
      sweep(visitor, ticker.getAsLong());
    }
  }

  /** Tells those who listen to a channel's joins and leaves of its topic. */
  void tellTopic(ChannelName channel, UserName user, String text) {
    ChannelName events = heardAt(channel);
    if (events != null) {
      Place place = hold(channel, events);
      place.topic(new Place.Topic(user, text));
      places.release(place);
    }
  }

  /** Does what is due. One thread at a time calls this. */
  void tick() {
    long now = ticker.getAsLong();
    tell(now);
    if (now - swept >= SWEEP) {
      swept = now;
      visitors.values().forEach(visitor -> sweep(visitor, now));
    }
    register.save(now, places);
  }

  private void sweep(Visitor visitor, long now) {
    visitor.sweep(
        now - grace,
        stay -> {
          stays.decrementAndGet();
          shares.giveBack(stay.address());
          places.release(stay.place());
        },
        over -> visitors.remove(over.user(), over));
  }

  private void tell(long now) {
    List<Place> due = new ArrayList<>();
    for (Place place = changed.poll(); place != null; place = changed.poll()) {
      due.add(place);
    }
    for (Place place : due) {
      Place.Events events = place.next(now, PAUSE);
      if (events == null) {
        places.forget(place, now, PAUSE);
      } else {
        write(place, events);
      }
    }
  }

  private void write(Place place, Place.Events events) {
    Draft draft = new Draft(place.events(), null, MessageId.random(), null, null, events.text());
    broker.append(
        draft,
        outcome -> {
          if (!(outcome instanceof Appended.Stored)) {
            place.giveBack(events);
          }
        });
  }

  /** How many users are in how many channels, a user in two counts twice. */
  int size() {
    return stays.get();
  }

  /** Stops, and puts into the records who is there. Before the broker is closed. */
  @Override
  public void close() {
    ScheduledExecutorService started = timer;
    if (started != null) {
      started.shutdown();
      try {
        if (!started.awaitTermination(3, TimeUnit.SECONDS)) {
          started.shutdownNow();
        }
      } catch (InterruptedException e) {
        started.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    register.close(places);
  }
}
