package dev.halley.presence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.auth.Access;
import dev.halley.auth.Caller;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Rates;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Records;
import dev.halley.hub.End;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Draft;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;

/** Presence with time, log and records in a test's hands. */
final class Lobby {

  static final ChannelName ROOM = ChannelName.of("/room/a");
  static final ChannelName OTHER = ChannelName.of("/room/b");
  static final Duration GRACE = Duration.ofSeconds(15);

  final Broker broker = Mockito.mock(Broker.class);

  /** What was written, in order. */
  final List<Draft> written = new CopyOnWriteArrayList<>();

  final Map<String, Records.Entry> kept = new HashMap<>();
  int writes;
  boolean isFull;
  final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private final Records records = Mockito.mock(Records.class);
  private final Map<String, Deque<Subscription>> open = new ConcurrentHashMap<>();
  private final Rates rates;
  Presence presence;

  Lobby() {
    this(settings(1_000_000, 100));
  }

  Lobby(PresenceSettings settings) {
    this(settings, RateSettings.OFF);
  }

  Lobby(PresenceSettings settings, RateSettings rates) {
    this.rates = new Rates(rates, nanos::get);
    Mockito.doAnswer(call -> append(call.getArgument(0), call.getArgument(1)))
        .when(broker)
        .append(Mockito.any(), Mockito.any());
    Mockito.when(broker.extent(Mockito.any(), Mockito.any()))
        .thenAnswer(call -> new Extent(7, 1, written.size()));
    Mockito.when(records.get(Mockito.any()))
        .thenAnswer(call -> kept.get(call.getArgument(0, String.class)));
    Mockito.doAnswer(
            call ->
                swap(
                    call.getArgument(0),
                    call.getArgument(1),
                    call.getArgument(2),
                    call.getArgument(3)))
        .when(records)
        .compareAndSet(Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any());
    presence = open(settings);
  }

  static PresenceSettings settings(int most, int mostOfUser) {
    return settings(most, mostOfUser, 1_000_000);
  }

  static PresenceSettings settings(int most, int mostOfUser, int mostOfAddress) {
    Rules<PresenceSettings.Kept> rules =
        new Rules<>(
            List.of(
                new Rules.Line<>(ChannelPattern.of("/room/hidden"), PresenceSettings.Kept.OFF),
                new Rules.Line<>(ChannelPattern.of("/ticker/*"), PresenceSettings.Kept.ON),
                new Rules.Line<>(ChannelPattern.of("/**"), PresenceSettings.Kept.IN_ROOMS)));
    return new PresenceSettings(
        rules, GRACE, most, mostOfUser, mostOfAddress, 3, Duration.ofSeconds(3));
  }

  private Presence open(PresenceSettings settings) {
    Rules<Access> access =
        new Rules<>(
            List.of(
                new Rules.Line<>(
                    ChannelPattern.of("/room/mute/presence"),
                    new Access(Access.Who.USER, Access.Who.NOBODY)),
                new Rules.Line<>(
                    ChannelPattern.of("/*/*/presence"),
                    new Access(Access.Who.USER, Access.Who.SERVER))));
    return new Presence(
        broker,
        records,
        access,
        settings,
        rates,
        () -> Instant.ofEpochMilli(nanos.get() / 1_000_000),
        nanos::get);
  }

  private @Nullable Object append(Draft draft, Consumer<Appended> then) {
    if (isFull) {
      then.accept(new Appended.Overloaded());
    } else {
      written.add(draft);
      then.accept(new Appended.Stored(written.size(), 1, false));
    }
    return null;
  }

  private @Nullable Object swap(
      String key,
      Records.@Nullable Entry expected,
      Records.@Nullable Entry next,
      Consumer<Records.Swap> then) {
    writes++;
    if (!Objects.equals(kept.get(key), expected)) {
      then.accept(Records.Swap.CHANGED);
      return null;
    }
    if (next == null) {
      kept.remove(key);
    } else {
      kept.put(key, next);
    }
    then.accept(Records.Swap.DONE);
    return null;
  }

  /** A server that was stopped, or that has crashed, and begins again with what was kept. */
  void restart(boolean crashed) {
    if (!crashed) {
      presence.close();
    }
    presence = open(settings(1_000_000, 100));
  }

  static Subscription reading(String user, String client, ChannelName... channels) {
    return reading(user, new Subscription.Reader(client, "POLL", null), channels);
  }

  static Subscription reading(String user, Subscription.Reader reader, ChannelName... channels) {
    return reading("", user, reader, channels);
  }

  static Subscription readingFrom(String address, String user, ChannelName... channels) {
    return reading(address, user, new Subscription.Reader("tab", "POLL", null), channels);
  }

  private static Subscription reading(
      String address, String user, Subscription.Reader reader, ChannelName... channels) {
    return new Subscription(
        new Caller(new UserName(user), address, Caller.NEVER, null, List.of()),
        reader,
        Arrays.asList(channels),
        Cursor.NONE,
        0,
        new Limit(1, 1),
        Duration.ZERO);
  }

  void came(String user, String client, ChannelName... channels) {
    Subscription request = reading(user, client, channels);
    requests(request).add(request);
    presence.came(request);
  }

  void went(String user, String client, ChannelName... channels) {
    presence.went(requests(reading(user, client, channels)).remove(), End.ANSWERED);
  }

  /** Those of the same user, client and channels that came and have not gone, the oldest first. */
  private Deque<Subscription> requests(Subscription like) {
    String key = like.caller().user() + " " + like.reader() + " " + like.channels();
    return open.computeIfAbsent(key, same -> new ConcurrentLinkedDeque<>());
  }

  /** Comes and goes, as a poll that is answered at once. */
  void polls(String user, ChannelName... channels) {
    came(user, "tab", channels);
    went(user, "tab", channels);
  }

  /** Lets time go by, as the server's own thread sees it. */
  void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 100) {
      nanos.addAndGet(Duration.ofMillis(Math.min(100, left)).toNanos());
      presence.tick();
    }
  }

  /** The events that were written since the last call, each as {@code join alice}. */
  List<String> events() {
    List<String> events = new ArrayList<>();
    written.forEach(draft -> events.addAll(events(draft)));
    written.clear();
    return events;
  }

  static List<String> events(Draft draft) {
    JsonObject data =
        JsonParser.parseString(new String(draft.data().json(), UTF_8)).getAsJsonObject();
    List<String> events = new ArrayList<>();
    JsonArray several = data.getAsJsonArray("events");
    if (several == null) {
      events.add(event(data));
    } else {
      several.forEach((JsonElement one) -> events.add(event(one.getAsJsonObject())));
    }
    return events;
  }

  private static String event(JsonObject data) {
    String event = data.get("event").getAsString() + " " + data.get("user").getAsString();
    return data.has("topic") ? event + " " + data.get("topic").getAsString() : event;
  }

  /** Who is in the room, each as {@code alice 2}, sorted. */
  List<String> people(ChannelName channel) {
    ChannelName events = Objects.requireNonNull(presence.heardAt(channel));
    return presence.look(channel, events, 100_000).people().stream()
        .map(person -> person.user().value() + " " + person.readers())
        .sorted()
        .toList();
  }
}
