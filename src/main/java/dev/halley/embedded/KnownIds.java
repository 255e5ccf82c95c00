package dev.halley.embedded;

import dev.halley.message.Message;
import dev.halley.message.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids that one log knows: of what is in the journal in full, of what is in its place where to
 * look. Used by the commit thread alone.
 */
final class KnownIds {

  private final Map<MessageId, Remembered> journaled = new HashMap<>();
  private final IdTable placed = new IdTable();
  private final List<Ids.Known> block = new ArrayList<>();
  private boolean loaded;

  /** The five minutes in which something was placed last. */
  private long slice;

  /** The last offset that was placed; before these five minutes; before those before them. */
  private long last;

  private long old;
  private long older;

  /** What is known under an id, whether or not it still holds. */
  @Nullable Remembered find(MessageId id, long channel, Ids ids) {
    Remembered remembered = journaled.get(id);
    if (remembered != null || channel == 0) {
      return remembered;
    }
    load(channel, ids);
    return placed.find(id.value(), offset -> look(id, channel, offset, ids));
  }

  private static @Nullable Remembered look(MessageId id, long channel, long offset, Ids ids) {
    Ids.Known known = ids.find(channel, offset);
    return known != null && known.id().equals(id.value()) ? known.remembered() : null;
  }

  private void load(long channel, Ids ids) {
    if (!loaded) {
      ids.each(channel, placed::put);
      // Not before: ids that cannot be read are not free.
      loaded = true;
    }
  }

  /** Learns the id of a message that goes into the journal. */
  void add(MessageId id, Remembered remembered) {
    journaled.put(id, remembered);
  }

  /** What is known of a message in the journal; null if its id was used again since. */
  @Nullable Remembered of(Message message) {
    Remembered known = journaled.get(message.id());
    return known != null && known.offset() == message.offset() ? known : null;
  }

  /** Forgets what comes after an offset: it was never stored. */
  void dropAfter(long end) {
    journaled.values().removeIf(remembered -> remembered.offset() > end);
    block.clear();
  }

  /** Takes the id of a message along that is put in its place. */
  void place(Message message, long end, long now) {
    Remembered known = of(message);
    if (known != null && known.holds(end, now)) {
      block.add(new Ids.Known(message.id().value(), known));
    }
  }

  /** Puts the ids that were taken along into the file. */
  void placeAll(long channel, Ids ids) {
    if (block.isEmpty()) {
      return;
    }
    load(channel, ids);
    if (ids.present() != slice) {
      slice = ids.present();
      placed.dropUpTo(older);
      older = old;
      old = last;
    }
    ids.remember(channel, block);
    for (Ids.Known known : block) {
      placed.put(known.id(), known.remembered().offset());
    }
    last = block.get(block.size() - 1).remembered().offset();
    block.clear();
    if (placed.size() > 2 * Remembered.MESSAGES) {
      placed.dropUpTo(last - Remembered.MESSAGES);
    }
  }

  /** Says that a message left the journal. */
  void settled(Message message) {
    if (of(message) != null) {
      journaled.remove(message.id());
    }
  }
}
