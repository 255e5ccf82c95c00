package dev.halley.hub;

import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the deliveries of one wave have found so far: the next that stands at the same place takes
 * the same batch and need not read. Most readers of a channel stand at the same place.
 *
 * <p>Only batches with something in them are kept. That there was nothing a moment ago says nothing
 * about now, and who would believe it could park over a message.
 */
final class Seen {

  private @Nullable List<ChannelName> channels;
  private @Nullable Position @Nullable [] start;
  private @Nullable Limit limit;
  private @Nullable Batch batch;

  /** The batch that was found by one who asked for the same and stood there; null for none. */
  @Nullable Batch find(List<ChannelName> wanted, @Nullable Position[] at, Limit most) {
    boolean same =
        batch != null
            && Arrays.equals(at, start)
            && most.equals(limit)
            && (wanted == channels || wanted.equals(channels));
    return same ? batch : null;
  }

  /**
   * Keeps what was found.
   *
   * @param at a copy of where the reader stood
   */
  void keep(List<ChannelName> wanted, @Nullable Position[] at, Limit most, Batch found) {
    channels = wanted;
    start = at;
    limit = most;
    batch = found;
  }
}
