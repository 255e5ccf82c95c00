package dev.halley.embedded;

import dev.halley.message.Message;

/**
 * A message that is in the file, but not yet in its place.
 *
 * @param message the message
 * @param main its offset in the log it was published to, see {@link Remembered#main}
 * @param epoch which life of the log
 * @param lives how the log was written, see {@link ChannelRow#lives}
 */
record JournalEntry(Message message, long main, long epoch, long lives) {

  /** What is remembered under the message's id. */
  Remembered remembered() {
    return new Remembered(message.offset(), main, message.time(), message.from(), message.to());
  }
}
