package dev.halley.embedded;

import dev.halley.message.Message;
import dev.halley.message.MessageId;
import org.jspecify.annotations.Nullable;

/** The messages of one log, for whoever looks for the one that a draft refers to. */
interface Shelf {

  /** The offset of the message with an id, for as long as that is remembered; else 0. */
  long known(MessageId id);

  /** A message as it will be read when all that is under way is done; null if it is not shown. */
  @Nullable Message at(long offset);

  /** The lowest offset that is shown. */
  long first();

  /** The highest offset. */
  long last();
}
