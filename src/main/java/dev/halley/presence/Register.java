package dev.halley.presence;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who is where, as it is kept for a restart: in {@value #SHARDS} records, each for the channels
 * whose keys fall on it. A record that has changed is written as a whole, {@value #EVERY_SECONDS} s
 * after the time before at the earliest, however many came and went meanwhile. What a crash takes
 * with it is who came or left since: they come again, or are missed after the grace.
 */
final class Register {

  private static final Logger LOG = System.getLogger(Register.class.getName());

  static final int SHARDS = 64;
  static final int EVERY_SECONDS = 2;

  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final Records records;
  private final List<Shard> shards;
  private long savedAt;
  private boolean hasSaved;

  /** One record. */
  private static final class Shard {
    private final String key;

    /** What is thought to be there; only the thread that saves touches it, and who tells it. */
    private volatile @Nullable Entry kept;

    private volatile boolean changed;
    private volatile boolean isUnknown;
    private volatile boolean isUnderWay;

    private Shard(String key) {
      this.key = key;
    }
  }

  /** Gets who was there. */
  interface Guest {
    void was(ChannelName channel, UserName user, long since);
  }

  Register(Records records) {
    this.records = records;
    this.shards =
        java.util.stream.IntStream.range(0, SHARDS)
            .mapToObj(i -> new Shard("presence/" + i))
            .toList();
  }

  private Shard shard(ChannelName channel) {
    return shards.get((int) (channel.key() & (SHARDS - 1)));
  }

  /** Reads all of it, before anything else. */
  void load(Guest guest) {
    for (Shard shard : shards) {
      Entry entry = records.get(shard.key);
      shard.kept = entry;
      if (entry != null) {
        entry.value().lines().forEach(line -> readIfGood(line, guest));
      }
    }
  }

  /** Whoever is left out comes again; the server does not stand still for them. */
  private static void readIfGood(String line, Guest guest) {
    try {
      read(line, guest);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.log(Level.WARNING, "A record of who was there before the restart cannot be read");
    }
  }

  /** A line is a channel, and then {@code user:since} for each, divided by spaces. */
  private static void read(String line, Guest guest) {
    String[] words = line.split(" ", -1);
    ChannelName channel = ChannelName.of(words[0]);
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      long since = Long.parseLong(words[i].substring(colon + 1));
      guest.was(channel, new UserName(words[i].substring(0, colon)), since);
    }
  }

  /** Somebody came to a channel or left it. */
  void touched(ChannelName channel) {
    Shard shard = shard(channel);
    if (!shard.changed) {
      shard.changed = true;
    }
  }

  /** Writes what has changed, if it is time. */
  void save(long now, Places places) {
    if (!hasSaved || now - savedAt >= TimeUnit.SECONDS.toNanos(EVERY_SECONDS)) {
      hasSaved = true;
      savedAt = now;
      save(places);
    }
  }

  private void save(Places places) {
    StringBuilder[] texts = new StringBuilder[SHARDS];
    boolean any = false;
    for (int i = 0; i < SHARDS; i++) {
      Shard shard = shards.get(i);
      if (shard.changed && !shard.isUnderWay) {
        // Before it is read who is there: who comes meanwhile changes it again.
        shard.changed = false;
        texts[i] = new StringBuilder();
        any = true;
      }
    }
    if (any) {
      for (Place place : places.after("", Integer.MAX_VALUE)) {
        StringBuilder text = texts[(int) (place.channel().key() & (SHARDS - 1))];
        if (text != null) {
          write(place, text);
        }
      }
      for (int i = 0; i < SHARDS; i++) {
        if (texts[i] != null) {
          put(shards.get(i), texts[i].toString());
        }
      }
    }
  }

  private static void write(Place place, StringBuilder text) {
    int start = text.length();
    text.append(place.channel().value());
    int named = text.length();
    place.forEach((user, since) -> text.append(' ').append(user.value()).append(':').append(since));
    if (text.length() == named) {
      text.setLength(start);
    } else {
      text.append('\n');
    }
  }

  private void put(Shard shard, String text) {
    Entry next = text.isEmpty() ? null : new Entry(text, FOR_EVER);
    try {
      if (shard.isUnknown) {
        shard.kept = records.get(shard.key);
        shard.isUnknown = false;
      }
    } catch (BrokerException e) {
      shard.changed = true;
      LOG.log(Level.DEBUG, "Who is where cannot be kept now: {0}", e.getMessage());
      return;
    }
    shard.isUnderWay = true;
    records.compareAndSet(
        shard.key,
        shard.kept,
        next,
        swap -> {
          if (swap == Swap.DONE) {
            shard.kept = next;
          } else {
            shard.isUnknown = true;
            shard.changed = true;
          }
          shard.isUnderWay = false;
        });
  }

  /** Writes all that has changed, and waits a little for it. */
  void close(Places places) {
    long start = System.nanoTime();
    save(places);
    while (shards.stream().anyMatch(shard -> shard.isUnderWay || shard.changed)
        && System.nanoTime() - start < PATIENCE) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      save(places);
    }
  }
}
