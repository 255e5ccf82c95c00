package dev.halley.presence;

import dev.halley.message.ChannelName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The channels in which somebody is, by name. One lock for all, which those alone take who come to
 * a channel or leave it, and who ask.
 */
final class Places {

  private final TreeMap<String, Held> all = new TreeMap<>();

  /** A place, and how many stays there are in it. */
  private static final class Held {
    private final Place place;
    private int stays;

    private Held(Place place) {
      this.place = place;
    }
  }

  /** The place of a channel, for one stay more. */
  synchronized Place hold(ChannelName channel, Function<ChannelName, Place> begin) {
    Held held = all.computeIfAbsent(channel.value(), name -> new Held(begin.apply(channel)));
    held.stays++;
    return held.place;
  }

  /** A stay is over. */
  synchronized void release(Place place) {
    Held held = all.get(place.channel().value());
    if (held != null) {
      held.stays--;
      if (held.stays == 0) {
        place.due();
      }
    }
  }

  /** Forgets a place in which nobody is, if nothing is lost with it. */
  synchronized void forget(Place place, long now, long pause) {
    Held held = all.get(place.channel().value());
    if (held != null && held.stays == 0 && place.isQuiet(now, pause)) {
      all.remove(place.channel().value());
    }
  }

  synchronized @Nullable Place find(ChannelName channel) {
    Held held = all.get(channel.value());
    return held == null ? null : held.place;
  }

  /** Some of those whose names come after a text, in their order. */
  synchronized List<Place> after(String name, int most) {
    List<Place> found = new ArrayList<>();
    for (Held held : all.tailMap(name, false).values()) {
      if (found.size() == most) {
        break;
      }
      found.add(held.place);
    }
    return found;
  }
}
