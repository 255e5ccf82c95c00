package dev.halley.embedded;

import dev.halley.message.Message;
import dev.halley.message.MessageId;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What lies in the file of one log, with what the present group changes. */
final class FileShelf implements Shelf {

  private final Pen pen;
  private final MessageStore store;
  private final Ids ids;
  private final long now;
  private final long first;
  private final LongFunction<@Nullable Message> staged;

  /**
   * @param staged what got its place in the present group
   */
  FileShelf(
      FileLog log, MessageStore store, Ids ids, long now, LongFunction<@Nullable Message> staged) {
    this.pen = log.pen(store);
    this.store = store;
    this.ids = ids;
    this.now = now;
    this.staged = staged;
    first = log.first(store, now);
  }

  @Override
  public long known(MessageId id) {
    Remembered known = pen.remembered(ids, id, now);
    return known == null ? 0 : known.offset();
  }

  @Override
  public @Nullable Message at(long offset) {
    if (offset < first) {
      return null;
    }
    Message message = pen.at(offset, store);
    return message == null ? staged.apply(offset) : message;
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long last() {
    return pen.next() - 1;
  }
}
